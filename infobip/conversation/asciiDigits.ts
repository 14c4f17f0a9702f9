/** Digits of other scripts, such as Arabic-Indic, as 0 to 9. */
export function asciiDigits(text: string): string {
	return text.replace(/\p{Nd}/gu, (digit) => {
		const code = digit.codePointAt(0) ?? 0;
		if (code < 128) return digit;
		// Unicode keeps the ten digits of a script together, in their order.
		let zero = code;
		while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
		return String(code - zero);
	});
}
