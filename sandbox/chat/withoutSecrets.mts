const MASK = '•••';

const SECRET_NAME = '[\\w.-]*(?:secret|password|token|authorization|apikey|secretkey)';
const MEMBER = new RegExp(`("${SECRET_NAME}"\\s*:\\s*)"(?:[^"\\\\]|\\\\.)*(?:"|$)`, 'gi');
const PARAMETER = new RegExp(`([?&]${SECRET_NAME}=)[^&#"\\s\\\\]+`, 'gi');

/**
 * Masks the members of a JSON text and the parameters of an address whose names say that they are
 * secret. Works on text, since a body that was cut off on its way is shown as well.
 */
export function withoutSecrets(text: string): string {
	return text.replace(MEMBER, `$1"${MASK}"`).replace(PARAMETER, `$1${MASK}`);
}
