/** The kind of page Cloudflare answers with when the server behind it does not. */
const REASONS: Record<number, string> = {
  502: 'Bad gateway',
  503: 'Service temporarily unavailable',
  520: 'Web server is returning an unknown error',
  522: 'Connection timed out',
  524: 'A timeout occurred',
};

export function cloudflarePage(status: number): string {
  const reason = REASONS[status] ?? 'Error';
  return [
    '<!DOCTYPE html>',
    '<html lang="en-US">',
    `<head><title>api.cal.com | ${status}: ${reason}</title></head>`,
    `<body><h1>Error ${status}</h1><p>${reason}</p><p>Cloudflare Ray ID: 8c0000000000abcd</p></body>`,
    '</html>',
  ].join('\n');
}
