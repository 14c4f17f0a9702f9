/**
 * Paths of the Facebook API. Creating applications and sending are documented; the paths below an
 * application are inferred from Infobip's Push API, which has the same three levels.
 *
 * Each throws InvalidInput for a key that would change the path.
 */
import { InvalidInput } from '../errors';

export const APPLICATIONS = '/facebook/1/applications';

export const applicationPath = (key: string): string =>
	`${APPLICATIONS}/${segment('applicationKey', key)}`;

export const configurationsPath = (applicationKey: string): string =>
	`${applicationPath(applicationKey)}/configurations`;

export const configurationPath = (applicationKey: string, key: string): string =>
	`${configurationsPath(applicationKey)}/${segment('configurationKey', key)}`;

export const actionsPath = (applicationKey: string, configurationKey: string): string =>
	`${configurationPath(applicationKey, configurationKey)}/actions`;

export const actionPath = (applicationKey: string, configurationKey: string, key: string): string =>
	`${actionsPath(applicationKey, configurationKey)}/${segment('actionKey', key)}`;

/**
 * HTTP clients resolve `.` and `..` before they send, encoded or not: deleting the action ".." would
 * delete the configuration.
 */
function segment(field: string, key: string): string {
	if (!/^\.{0,2}$/.test(key)) return encodeURIComponent(key);
	throw new InvalidInput([{ field: [field], problem: `is not a valid key: "${key}"` }]);
}
