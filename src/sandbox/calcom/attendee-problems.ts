/** The rules for the attendee of a new Booking. */
import { type BodyProblem, isRecord, unknownProperties } from './body-problems.ts';

const KNOWN = ['name', 'timeZone', 'language', 'email', 'phoneNumber'];
const LANGUAGES =
  'ar ca de es eu he id ja lv pl ro sr th vi az cs el es-419 fi hr it km nl pt ru sv tr zh-CN bg da en et fr hu iw ko no pt-BR sk ta uk zh-TW bn'.split(
    ' ',
  );
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const PHONE = /^\+[1-9]\d{6,14}$/;

export function attendeeProblems(attendee: unknown): BodyProblem[] {
  if (!isRecord(attendee)) return [['attendee', 'attendee should not be null or undefined']];
  const nested = [
    ...unknownProperties(attendee, KNOWN),
    ...nameProblems(attendee),
    ...contactProblems(attendee),
  ];
  return nested.map(([property, text]) => ['attendee', `${property} property is wrong,${text}`]);
}

function nameProblems({ name, timeZone, language }: Record<string, unknown>): BodyProblem[] {
  const problems: BodyProblem[] = [];
  if (typeof name !== 'string' || name === '') problems.push(['name', 'name should not be empty']);
  if (!isTimeZone(timeZone)) problems.push(['timeZone', 'timeZone must be a valid IANA time-zone']);
  if (language !== undefined && !LANGUAGES.some((one) => one === language)) {
    problems.push(['language', `language must be one of the following values: ${LANGUAGES.join(', ')}`]);
  }
  return problems;
}

function contactProblems({ email, phoneNumber }: Record<string, unknown>): BodyProblem[] {
  if (email === undefined && phoneNumber === undefined) {
    return [['email', 'Attendee must have at least one contact method (email or phone number)']];
  }
  const problems: BodyProblem[] = [];
  if (email !== undefined && !(typeof email === 'string' && EMAIL.test(email))) {
    problems.push(['email', 'email must be an email']);
  }
  if (phoneNumber !== undefined && !(typeof phoneNumber === 'string' && PHONE.test(phoneNumber))) {
    problems.push(['phoneNumber', 'phoneNumber must be a valid number in international format']);
  }
  return problems;
}

function isTimeZone(value: unknown): boolean {
  if (typeof value !== 'string') return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
