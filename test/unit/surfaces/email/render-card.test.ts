import { describe, expect, test } from 'vitest';
import { renderCard } from '../../../../src/surfaces/email/render-card.ts';
import { aCard, everySection, HOSTILE } from '../slack/cards.ts';

describe('a card as an e-mail', () => {
  test('leaves out nothing that one of its sections says', () => {
    const { text, html } = renderCard(aCard({ sections: everySection('Fäden & <b>Haare</b>', 3) }));

    expect(text.split('Fäden & <b>Haare</b>').length).toBeGreaterThan(20);
    expect(html.split('Fäden &amp; &lt;b&gt;Haare&lt;/b&gt;').length).toBeGreaterThan(20);
  });

  test('cannot be broken out of by what a customer is called', () => {
    const { subject, html } = renderCard(aCard({ title: `"><img src=x>\r\nBcc: x@example.com ${HOSTILE}` }));

    expect(subject).not.toMatch(/[\r\n]/);
    expect(html).not.toContain('<img');
  });

  test('has no button, asks a person, and leads to the record', () => {
    const facts = [
      { label: 'Customer', value: 'Tom Klein' },
      { label: 'Record', value: 'https://crm.example.com/appointments/1?a=1&b=2' },
    ];
    const { text, html } = renderCard(aCard({ sections: [{ kind: 'facts', title: null, facts }] }));

    expect(html).toContain('href="https://crm.example.com/appointments/1?a=1&amp;b=2"');
    expect(html.match(/<a /g)).toHaveLength(1);
    expect(html).not.toContain('Retry');
    expect(text).toContain('Please review and resolve this');
  });

  test('makes no link of what is no address of the web', () => {
    const facts = [{ label: 'Record', value: 'javascript:alert(1)' }];

    expect(renderCard(aCard({ sections: [{ kind: 'facts', title: null, facts }] })).html).not.toContain(
      '<a ',
    );
  });
});
