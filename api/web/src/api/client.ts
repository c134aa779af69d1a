/** The one way to the service: typed by its own description, signed in, in the reader's language. */

import createClient from "openapi-fetch";
import { currentLanguage } from "../text/language";
import type { Problem, paths } from "./schema";

const KEY = "paiban.key";

/** A refusal of the service, in sentences. */
export class Refusal extends Error {
  readonly status: number;
  readonly sentences: readonly string[];

  constructor(status: number, problem: Partial<Problem>) {
    super(problem.detail ?? String(status));
    this.status = status;
    this.sentences = problem.errors?.length ? problem.errors : [this.message];
  }
}

/** The service cannot be reached. */
export class Unreachable extends Error {}

let key = sessionStorage.getItem(KEY);
let onSignedOut: () => void = () => undefined;

export function isSignedIn(): boolean {
  return key !== null;
}

export function signInWith(newKey: string | null): void {
  key = newKey;
  if (newKey === null) {
    sessionStorage.removeItem(KEY);
  } else {
    sessionStorage.setItem(KEY, newKey);
  }
}

/** What to do once the service no longer knows the key. */
export function whenSignedOut(act: () => void): void {
  onSignedOut = act;
}

async function send(input: Request): Promise<Response> {
  input.headers.set("Accept-Language", currentLanguage());
  if (key !== null) {
    input.headers.set("Authorization", `Bearer ${key}`);
  }
  let response: Response;
  try {
    response = await fetch(input);
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") {
      throw error;
    }
    throw new Unreachable();
  }
  if (response.status === 401 && key !== null) {
    signInWith(null);
    onSignedOut();
  }
  return response;
}

export const api = createClient<paths>({ baseUrl: location.origin, fetch: send });

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** What an answer holds; a `Refusal` where it is one. */
export async function held<T>(answer: Promise<Answer<T>>): Promise<T> {
  return (await heldWithTag(answer)).value;
}

/** The same with the ETag it came with, for the next change. */
export async function heldWithTag<T>(answer: Promise<Answer<T>>): Promise<{ value: T; etag: string }> {
  const { data, error, response } = await answer;
  if (!response.ok) {
    throw new Refusal(response.status, (error ?? {}) as Partial<Problem>);
  }
  return { value: data as T, etag: response.headers.get("ETag") ?? "" };
}

/** A file or a stream, as it comes. */
export async function fetched(path: string, init: RequestInit = {}): Promise<Response> {
  const response = await send(new Request(new URL(path, location.origin), init));
  if (!response.ok) {
    const problem: Partial<Problem> = await response.json().catch(() => ({}));
    throw new Refusal(response.status, problem);
  }
  return response;
}
