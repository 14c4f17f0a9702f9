import { decodeBody, fromFields } from '../../../infobip/inbound/decodeBody.ts';

const item = { from: '1', text: 'Grüße 👋' };
const json = JSON.stringify(item);

const utf16 = (text: string, order: 'le' | 'be', mark = true): Buffer => {
	const bytes = Buffer.from((mark ? '\uFEFF' : '') + text, 'utf16le');
	return order === 'le' ? bytes : bytes.swap16();
};

const read = (body: string | Uint8Array, contentType?: string): unknown =>
	decodeBody({ bytes: typeof body === 'string' ? Buffer.from(body) : body, contentType });

describe('the encoding of a body', () => {
	const latin = Buffer.from('{"text":"Grüße"}', 'latin1');

	it.each([
		['UTF-8', Buffer.from(json), undefined],
		['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${json}`), 'application/json'],
		['UTF-8 in capitals', Buffer.from(json), 'application/json; charset=UTF-8'],
		['UTF-16 little endian', utf16(json, 'le'), 'application/json; charset=utf-16'],
		['UTF-16 big endian', utf16(json, 'be'), 'application/json; charset=utf-16'],
		['UTF-16BE without a mark', utf16(json, 'be', false), 'application/json;charset="UTF-16BE"'],
		[
			'UTF-16 without a mark or an order',
			utf16(json, 'be', false),
			'application/json; charset=utf-16',
		],
		['UTF-16 that nothing names', utf16(json, 'le', false), undefined],
		['an encoding that is not known', Buffer.from(json), 'application/json; charset=klingon'],
	])('is %s', (_, bytes, contentType) => {
		expect(read(bytes, contentType)).toEqual(item);
	});

	it.each(['iso-8859-1', 'windows-1252', 'latin1', 'utf-8', undefined])(
		'is Latin where %s is what the header says',
		(charset) => {
			const contentType = charset && `application/json; charset=${charset}`;
			expect(read(latin, contentType)).toEqual({ text: 'Grüße' });
		},
	);

	it('is what an XML declaration says', () => {
		const xml = '<?xml version="1.0" encoding="ISO-8859-2"?><a><text>č</text></a>';
		const bytes = Buffer.concat([
			Buffer.from(xml.split('č')[0]!),
			Buffer.from([0xe8]),
			Buffer.from(xml.split('č')[1]!),
		]);
		expect(read(bytes, 'application/xml')).toEqual({ text: 'č' });
	});
});

describe('the form of a body', () => {
	it.each([
		['JSON whatever the header says', json, 'text/plain'],
		['JSON in JSON', JSON.stringify(json), 'application/json'],
		['a form', `from=1&text=${encodeURIComponent(item.text)}`, 'application/x-www-form-urlencoded'],
		['JSON in a field', `payload=${encodeURIComponent(json)}`, 'application/x-www-form-urlencoded'],
		['a form that nothing names', `from=1&text=${encodeURIComponent(item.text)}`, undefined],
		[
			'parts',
			`--x\r\nContent-Disposition: form-data; name="from"\r\n\r\n1\r\n--x\r\nContent-Disposition: form-data; name="text"\r\n\r\n${item.text}\r\n--x--\r\n`,
			'multipart/form-data; boundary=x',
		],
		['XML', `<item><from>1</from><text>${item.text}</text></item>`, 'application/xml'],
	])('is %s', (_, body, contentType) => {
		expect(read(body, contentType)).toEqual(item);
	});

	it.each(['Hello', 'a = b', '{"half', '<a>', '<a></b>'])(
		'is text where it is nothing else: %s',
		(body) => {
			expect(read(body, 'application/json')).toBe(body);
		},
	);

	it.each(['', ' \n', '\uFEFF'])('is nothing where it is empty: %j', (body) => {
		expect(read(body, 'application/json')).toBeUndefined();
	});

	it('makes a list of what a form has twice', () => {
		expect(
			fromFields([
				['a', '1'],
				['a', '2'],
				['a', '3'],
				['__proto__', 'x'],
			]),
		).toEqual(JSON.parse('{"a":["1","2","3"],"__proto__":"x"}'));
		expect(fromFields([])).toBeUndefined();
	});
});

describe('XML', () => {
	it('of a delivery report is as the JSON of it', () => {
		const xml = `<?xml version="1.0"?><!-- x --><DeliveryReports xmlns="urn:x"><results>
			<result><messageId>m-1</messageId><status><groupName>DELIVERED</groupName></status></result>
			<result messageId="m-2"><text><![CDATA[<b>&</b>]]></text><note/></result></results></DeliveryReports>`;
		expect(read(xml, 'application/xml')).toEqual({
			results: {
				result: [
					{ messageId: 'm-1', status: { groupName: 'DELIVERED' } },
					{ messageId: 'm-2', text: '<b>&</b>', note: '' },
				],
			},
		});
	});

	it('has its entities replaced, and those of a document type left alone', () => {
		const xml =
			'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a><t>&lt;&#65;&#x42;&amp;&x;&constructor;</t></a>';
		expect(read(xml)).toEqual({ t: '<AB&&x;&constructor;' });
	});
});
