/**
 * `node test/mutation/buildCopy.mts <repository>`: builds the package in a copy of the repository. Stryker
 * builds before it links `node_modules`, and the build needs them.
 */
import { execFileSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';

const [, , repository = ''] = process.argv;

symlinkSync(join(repository, 'node_modules'), 'node_modules');
execFileSync(join('node_modules', '.bin', 'gulp'), ['build'], { stdio: 'inherit' });
