import { isResourceLocatorValue } from 'n8n-workflow';

/**
 * What a field holds, be it a text or a locator. n8n's own `extractValue` does the same, but throws
 * if the form does not show the field.
 */
export function pickedValue(value: unknown): unknown {
	return isResourceLocatorValue(value) ? value.value : value;
}
