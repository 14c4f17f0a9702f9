/**
 * Reads what came over the wire without trusting it. Every reader names the place that is not as
 * expected, because "undefined is not an object" says nothing about which n8n answer has changed.
 */
import { isJsonObject, type JsonObject } from '../sandbox/exactJson.mts';

export type { JsonObject };

/** Follows a path of keys; `undefined` when any part of it is not there. */
export function at(value: unknown, ...path: string[]): unknown {
	let here = value;
	for (const key of path) {
		if (!isJsonObject(here)) return undefined;
		here = here[key];
	}
	return here;
}

export function objectAt(value: unknown, ...path: string[]): JsonObject {
	const found = at(value, ...path);
	if (!isJsonObject(found)) throw unexpected('an object', path, found);
	return found;
}

export function listAt(value: unknown, ...path: string[]): unknown[] {
	const found = at(value, ...path);
	if (!Array.isArray(found)) throw unexpected('a list', path, found);
	return found;
}

export function textAt(value: unknown, ...path: string[]): string {
	const found = at(value, ...path);
	if (typeof found !== 'string') throw unexpected('a text', path, found);
	return found;
}

function unexpected(wanted: string, path: string[], found: unknown): Error {
	const place = path.length === 0 ? 'the answer' : `“${path.join('.')}”`;
	return new Error(`Expected ${wanted} at ${place}, found ${brief(found)}`);
}

function brief(value: unknown): string {
	const text = value === undefined ? 'nothing' : JSON.stringify(value);
	return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
