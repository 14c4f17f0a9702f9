/** `gulp fields`: writes docs/fields.md anew from the built nodes. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { builtTypes } from './builtTypes.mts';
import { fieldReference } from './reference.mts';

const root = join(import.meta.dirname, '..', '..');
await writeFile(join(root, 'docs', 'fields.md'), fieldReference(builtTypes(root)));
