import { decodeBody, fromFields } from '../../../infobip/inbound/decodeBody.ts';
import { parseXml } from '../../../infobip/inbound/xml.ts';

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
		['UTF-16BE that nothing names', utf16(json, 'be', false), undefined],
		['UTF-16 by its mark', utf16(json, 'be'), undefined],
		['UTF-16LE by its mark', utf16(json, 'le'), 'application/json; charset=utf-8'],
		['UTF16', utf16(json, 'be', false), 'application/json; charset=utf16'],
		['UTF8', Buffer.from(json), 'application/json; charset=utf8'],
		['UTF-8 by its mark', Buffer.from(`\uFEFF${json}`), 'application/json; charset=latin1'],
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

	it('takes one byte for no UTF-16', () => {
		expect(read('7')).toBe(7);
	});

	it.each([
		[[0xef, 0xbb, 0x41]],
		[[0xef, 0x41, 0xbf]],
		[[0x41, 0xbb, 0xbf]],
		[[0xfe, 0x41]],
		[[0xff, 0x41]],
		[[0x41, 0xfe]],
		[[0x41, 0xff]],
	])('takes %j for no byte order mark', (bytes) => {
		const text = Buffer.from(bytes).toString('latin1');
		expect(read(Uint8Array.from(bytes))).toBe(text);
		expect(read(Uint8Array.from(bytes), 'text/plain; charset=iso-8859-1')).toBe(text);
	});

	it('takes zeros that are none of UTF-16 for what they are', () => {
		expect(read('\0\0Hello')).toBe('\0\0Hello');
	});

	it('believes a charset rather than zeros in the bytes', () => {
		expect(read('\0Hello', 'text/plain; charset=utf-8')).toBe('\0Hello');
	});

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
		['JSON in a field, behind spaces', `payload=%20${encodeURIComponent(json)}`, undefined],
		[
			'parts of lines without a carriage return',
			`--ab\nContent-Disposition: form-data; name="from"\n\n1\n--ab\nContent-Disposition: form-data; name="text"\n\n${item.text}\n--ab--\n`,
			'multipart/form-data; boundary="ab"',
		],
		['XML behind spaces', `\n <item><from>1</from><text>${item.text}</text></item>`, undefined],
		['XML', `<item><from>1</from><text>${item.text}</text></item>`, 'application/xml'],
	])('is %s', (_, body, contentType) => {
		expect(read(body, contentType)).toEqual(item);
	});

	it('has what is before the parts and after them left out, and a part without a name', () => {
		const part = 'X: name="text"\r\n\r\nHi\r\n';
		const body = `Preamble\r\n\r\nof two\r\n--x\r\n${part}--x\r\nContent-Type: text/plain\r\n\r\nNo name\r\n--x--`;
		expect(read(body, 'multipart/mixed; boundary=x')).toEqual({ text: 'Hi', '': 'No name' });
	});

	it('is text where it should have parts and has none', () => {
		expect(read('Hello', 'multipart/form-data; boundary=x')).toBe('Hello');
	});

	it('has lines of its own in a part', () => {
		const body = '--x\r\nX: name="text"\r\n\r\none\r\n\r\ntwo\r\n--x--';
		expect(read(body, 'multipart/form-data; boundary=x')).toEqual({ text: 'one\r\n\r\ntwo' });
	});

	it('is a number or a text in JSON where that is all', () => {
		expect(read('7')).toBe(7);
		expect(read('"Hello"')).toBe('Hello');
	});

	it('is a form where the header says so, also with what looks like none', () => {
		expect(read('a b=1', 'application/x-www-form-urlencoded')).toEqual({ 'a b': '1' });
		expect(read('a b=1', 'text/plain; x=application/x-www-form-urlencoded')).toBe('a b=1');
	});

	it('has no JSON in a field that only has a bracket in it', () => {
		expect(read('text=a%20[1]')).toEqual({ text: 'a [1]' });
		expect(read('text=a[1]')).toEqual({ text: 'a[1]' });
	});

	it('is the text itself where it is nested so deeply that n8n could not store it', () => {
		const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
		expect(read(nested(102))).toBe(nested(102));
		expect(read(nested(101))).toEqual(JSON.parse(nested(101)));
	});

	it.each([
		'Hello',
		'a = b',
		'see a=b',
		'a=b and more',
		'1 < 2',
		'a<b>c</b>',
		'<b>1</b> of 2',
		'{"half',
		'<a>',
		'<a></b>',
	])('is text where it is nothing else: %s', (body) => {
		expect(read(body, 'application/json')).toBe(body);
	});

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

describe('XML, further', () => {
	it.each<[string, unknown]>([
		['<a/>', undefined],
		['<a>Hi</a>', 'Hi'],
		['<a> <b> Hi </b> </a>', { b: 'Hi' }],
		['<a><b>1</b><b>2</b><b>3</b></a>', { b: ['1', '2', '3'] }],
		['<a><b><c>1</c></b></a>', { b: { c: '1' } }],
		['<a>Hi<b>1</b> there</a>', { b: '1', _: 'Hi there' }],
		['<n:a xmlns:n="urn:x"><n:b>1</n:b></n:a>', { b: '1' }],
		['<a b="1" c=\'2\' xsi:type="t" xmlns="u"/>', { b: '1', c: '2' }],
		['<a b = "1"></a>', { b: '1' }],
		["<ns:a><ns:b c='23'/></ns:a>", { b: { c: '23' } }],
		['<a b="&lt;"/>', { b: '<' }],
		['<a b=""/>', { b: '' }],
		['<a b=">">1</a>', { b: '>', _: '1' }],
		["<a b='>'>1</a>", { b: '>', _: '1' }],
		['<a><b x="1"/></a>', { b: { x: '1' } }],
		['<a><b /><c/></a>', { b: '', c: '' }],
		['<a>&quot;&apos;&gt;</a>', '"\'>'],
		['<a>&#x1F44B;&#128075;</a>', '👋👋'],
		['<a>&#x10ffff;</a>', '\u{10ffff}'],
		['<a>&#x110000;</a>', '&#x110000;'],
		['<a>1<!-- <b> -->2</a>', '12'],
		['<a><![CDATA[<b>]]><![CDATA[&amp;]]></a>', '<b>&amp;'],
		['<?xml version="1.0"?>\n<a>1</a>\n<!-- end -->\n', '1'],
		['<!DOCTYPE a SYSTEM "a.dtd"><a>1</a>', '1'],
		['<a>1</a >', '1'],
	])('reads %s', (xml, value) => {
		expect(read(xml)).toEqual(value ?? '');
	});

	it.each([
		'<a>',
		'</a>',
		'<a></b>',
		'<a/><b/>',
		'<a/><b>',
		'x<a/>',
		'<a/>x',
		'<a><b></a></b>',
		'<!-- -->',
	])('does not read %s', (xml) => {
		expect(parseXml(xml)).toBeUndefined();
	});
});
