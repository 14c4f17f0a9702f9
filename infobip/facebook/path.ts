/**
 * Paths of the Facebook API. Creating applications and sending are documented; the paths below an
 * application are inferred from Infobip's Push API, which has the same three levels.
 */
export const APPLICATIONS = '/facebook/1/applications';

export const applicationPath = (key: string): string =>
	`${APPLICATIONS}/${encodeURIComponent(key)}`;

export const configurationsPath = (applicationKey: string): string =>
	`${applicationPath(applicationKey)}/configurations`;

export const configurationPath = (applicationKey: string, key: string): string =>
	`${configurationsPath(applicationKey)}/${encodeURIComponent(key)}`;

export const actionsPath = (applicationKey: string, configurationKey: string): string =>
	`${configurationPath(applicationKey, configurationKey)}/actions`;

export const actionPath = (applicationKey: string, configurationKey: string, key: string): string =>
	`${actionsPath(applicationKey, configurationKey)}/${encodeURIComponent(key)}`;
