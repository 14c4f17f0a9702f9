/**
 * `node browser/drawSamples.mts`: draws the pictures, the video, the sound and the document that the
 * sandbox serves as samples, so that the chat page and the guides need nobody else's.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Browser } from 'playwright-core';

import { launchChromium } from './chromium.mts';

const FOLDER = join(import.meta.dirname, '../sandbox/chat/samples');
const SIZE = { width: 480, height: 360 };

const SCENES: Readonly<Record<string, string>> = {
	mug: `
		<rect width="480" height="360" fill="#f6e7d3"/>
		<rect y="250" width="480" height="110" fill="#d9b48a"/>
		<ellipse cx="236" cy="292" rx="120" ry="16" fill="#b98f62"/>
		<path d="M310 150c58-6 74 84 6 96" fill="none" stroke="#2b62a8" stroke-width="22"/>
		<path d="M140 122h180v126c0 24-20 42-44 42h-92c-24 0-44-18-44-42z" fill="#3b7dd0"/>
		<path d="M140 122h42v168c-24 0-42-18-42-42z" fill="#5f9be4"/>
		<ellipse cx="230" cy="122" rx="90" ry="20" fill="#2b62a8"/>
		<ellipse cx="230" cy="125" rx="76" ry="14" fill="#5a3620"/>
		<g fill="none" stroke="#ffffff" stroke-width="9" stroke-linecap="round" opacity=".8">
			<path d="M200 92c-16-20 16-30 0-52"/><path d="M244 86c-16-20 16-30 0-52"/>
		</g>`,
	bowl: `
		<rect width="480" height="360" fill="#e3eef0"/>
		<rect y="246" width="480" height="114" fill="#9cb8bd"/>
		<ellipse cx="240" cy="300" rx="110" ry="14" fill="#7b9ba1"/>
		<path d="M100 160h280c0 84-56 136-112 136h-56c-56 0-112-52-112-136z" fill="#3f9d62"/>
		<path d="M100 160h64c0 70 24 120 60 136h-12c-56 0-112-52-112-136z" fill="#5cbb7d"/>
		<ellipse cx="240" cy="160" rx="140" ry="26" fill="#2c7b49"/>
		<circle cx="200" cy="140" r="34" fill="#e2593f"/><circle cx="262" cy="132" r="38" fill="#f0b429"/>
		<circle cx="306" cy="150" r="26" fill="#e2593f"/>
		<path d="M262 96c2-14 10-20 20-22" fill="none" stroke="#5b7a2c" stroke-width="7" stroke-linecap="round"/>`,
	parcel: `
		<rect width="480" height="360" fill="#dfe6ee"/>
		<rect x="150" width="180" height="282" fill="#7a4c35"/><rect x="168" y="20" width="144" height="262" fill="#8f5b40"/>
		<circle cx="296" cy="160" r="9" fill="#f0b429"/>
		<rect y="280" width="480" height="80" fill="#aab4bf"/>
		<path d="M110 210l150-26 120 30v98l-128 30-142-30z" fill="#c9975b"/>
		<path d="M252 246l128-32v98l-128 30z" fill="#a87a44"/>
		<path d="M110 210l150-26 120 30-128 32z" fill="#deb27a"/>
		<path d="M176 199l133 33v22l-24 6v-24l-130-32z" fill="#f3e3c3"/>
		<path d="M110 290l34-18 8 20 26-6-10 38-58-12z" fill="#7d5a30"/>
		<path d="M130 282l18 14-6 14 22 8" fill="none" stroke="#4c3519" stroke-width="5" stroke-linecap="round"/>`,
	garden: `
		<rect width="480" height="360" fill="#bfe3f5"/>
		<circle cx="390" cy="112" r="36" fill="#ffd166"/>
		<path d="M0 220c80-70 150-60 230-10 70-60 170-60 250 0v150H0z" fill="#7fbf76"/>
		<path d="M0 270c100-50 220-40 480 0v90H0z" fill="#4f9d57"/>
		<rect x="106" y="150" width="16" height="90" fill="#7a4c35"/><circle cx="114" cy="124" r="54" fill="#2f7d4a"/>
		<circle cx="88" cy="108" r="9" fill="#e2593f"/><circle cx="136" cy="116" r="9" fill="#e2593f"/><circle cx="112" cy="146" r="9" fill="#e2593f"/>
		<g fill="#ffffff" transform="translate(130 54)"><circle cx="90" cy="52" r="18"/><circle cx="116" cy="44" r="24"/><circle cx="146" cy="52" r="18"/><rect x="88" y="50" width="60" height="20" rx="10"/></g>
		<g fill="#f28fb1"><circle cx="240" cy="300" r="10"/><circle cx="300" cy="318" r="10"/><circle cx="360" cy="296" r="10"/><circle cx="190" cy="322" r="10"/></g>`,
};

const browser = await launchChromium();
try {
	for (const [name, scene] of Object.entries(SCENES)) {
		await save(`${name}.png`, await drawPicture(browser, scene));
	}
	await save('unpacking.webm', await recordVideo(browser));
} finally {
	await browser.close();
}
await save('chime.wav', chime());
await save('delivery-note.pdf', deliveryNote());

async function save(name: string, content: Buffer): Promise<void> {
	await writeFile(join(FOLDER, name), content);
	console.log(`sandbox/chat/samples/${name} ${content.length} bytes`);
}

async function drawPicture(drawer: Browser, scene: string): Promise<Buffer> {
	const page = await drawer.newPage({ viewport: SIZE });
	const { width, height } = SIZE;
	await page.setContent(
		`<style>body{margin:0}</style><svg width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${scene}</svg>`,
	);
	const picture = await page.screenshot();
	await page.close();
	return picture;
}

/** Two seconds of a parcel that closes and opens, as a canvas draws them. */
async function recordVideo(drawer: Browser): Promise<Buffer> {
	const page = await drawer.newPage();
	const bytes = await page.evaluate(async () => {
		const canvas = document.createElement('canvas');
		[canvas.width, canvas.height] = [320, 240];
		const brush = canvas.getContext('2d');
		if (!brush) throw new Error('No canvas');
		const recorder = new MediaRecorder(canvas.captureStream(12), {
			mimeType: 'video/webm',
			videoBitsPerSecond: 400_000,
		});
		const parts: Blob[] = [];
		recorder.ondataavailable = ({ data }) => parts.push(data);
		const stopped = new Promise((resolve) => (recorder.onstop = resolve));
		recorder.start();
		for (let frame = 0; frame <= 24; frame += 1) {
			const open = Math.abs(1 - frame / 12);
			brush.fillStyle = '#e3eef0';
			brush.fillRect(0, 0, 320, 240);
			brush.fillStyle = '#f0b429';
			brush.beginPath();
			brush.arc(160, 150 - open * 70, 34, 0, 7);
			brush.fill();
			brush.fillStyle = '#c9975b';
			brush.fillRect(80, 130, 160, 90);
			brush.fillStyle = '#deb27a';
			for (const side of [-1, 1]) {
				brush.save();
				brush.translate(160 + side * 80, 130);
				brush.rotate(side * open * 1.9);
				brush.fillRect(side < 0 ? 0 : -80, -12, 80, 12);
				brush.restore();
			}
			await new Promise((resolve) => setTimeout(resolve, 1000 / 12));
		}
		recorder.stop();
		await stopped;
		return Array.from(new Uint8Array(await new Blob(parts).arrayBuffer()));
	});
	await page.close();
	return Buffer.from(bytes);
}

/** Two notes, a second and a half, 8 bits at 8 kHz. */
function chime(): Buffer {
	const rate = 8000;
	const samples = Buffer.alloc(rate * 1.5);
	for (let index = 0; index < samples.length; index += 1) {
		const second = index / rate;
		const note = second < 0.5 ? 659.25 : 523.25;
		const since = second < 0.5 ? second : second - 0.5;
		const loudness = Math.exp(-4 * since) * 90;
		samples[index] = 128 + Math.round(loudness * Math.sin(2 * Math.PI * note * second));
	}
	const header = Buffer.alloc(44);
	header.write('RIFF', 0);
	header.writeUInt32LE(36 + samples.length, 4);
	header.write('WAVEfmt ', 8);
	header.writeUInt32LE(16, 16);
	header.writeUInt16LE(1, 20);
	header.writeUInt16LE(1, 22);
	header.writeUInt32LE(rate, 24);
	header.writeUInt32LE(rate, 28);
	header.writeUInt16LE(1, 32);
	header.writeUInt16LE(8, 34);
	header.write('data', 36);
	header.writeUInt32LE(samples.length, 40);
	return Buffer.concat([header, samples]);
}

function deliveryNote(): Buffer {
	const text = 'BT /F1 18 Tf 60 760 Td (Delivery note 4711) Tj 0 -30 Td (1 blue mug) Tj ET';
	const objects = [
		'<</Type/Catalog/Pages 2 0 R>>',
		'<</Type/Pages/Kids[3 0 R]/Count 1>>',
		'<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>',
		`<</Length ${text.length}>>stream\n${text}\nendstream`,
		'<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
	];
	let file = '%PDF-1.4\n';
	const offsets = objects.map((object, index) => {
		const offset = file.length;
		file += `${index + 1} 0 obj${object}endobj\n`;
		return offset;
	});
	const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
	const size = objects.length + 1;
	return Buffer.from(
		`${file}xref\n0 ${size}\n0000000000 65535 f \n${table}trailer<</Size ${size}/Root 1 0 R>>\nstartxref\n${file.length}\n%%EOF\n`,
	);
}
