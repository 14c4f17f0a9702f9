/**
 * Preloaded (`--import`) where native Node runs n8n-core: n8n-workflow offers `import` a build whose own
 * imports native Node does not find, so everybody gets the one that n8n itself runs.
 */
import { createRequire, registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';

const commonJs = pathToFileURL(createRequire(import.meta.url).resolve('n8n-workflow')).href;

registerHooks({
	resolve: (specifier, context, next) =>
		specifier === 'n8n-workflow' ? { url: commonJs, shortCircuit: true } : next(specifier, context),
});
