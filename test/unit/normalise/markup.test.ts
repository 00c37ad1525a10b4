import { describe, expect, it } from 'vitest';
import { normalise, toOriginalSpan } from '../../../src/scoring/normalise/index.js';

describe('renders mark-up as people see it', () => {
  it.each([
    ['<@U024BE7LH>', '@user'],
    ['<@U024BE7LH|ann>', '@user'],
    ['<@W12AB> and <@123456789012345678>', '@user and @user'],
    ['<#C024BE7LR|help-me>', '#help-me'],
    ['<#C024BE7LR>', '#channel'],
    ['<!here> <!channel> <!everyone|everyone>', '@here @channel @everyone'],
    ['<!subteam^S012|@admins>', '@admins'],
    ['<!date^1392734382^{date}|Feb 18, 2014>', 'Feb 18, 2014'],
    ['<https://x.org/a?b=1&amp;c=2>', 'https://x.org/a?b=1&c=2'],
    ['please <https://x.org/a|click here> now', 'please click here https://x.org/a now'],
    ['<http://x.org|x.org>', 'x.org'],
    ['<mailto:a@x.org|a@x.org>', 'a@x.org'],
    ['<mailto:a@x.org|write me>', 'write me a@x.org'],
    ['<tel:+4912345|+4912345>', '+4912345'],
    ['a &lt;b&gt; &amp; c', 'a <b> & c'],
    ['&amp;lt; is no <', '&lt; is no <'],
    ['<https://x.org|A &amp; B>', 'A & B https://x.org'],
  ])('%j', (text, rendered) => {
    expect(normalise(text).original.text).toBe(rendered);
  });

  it.each([
    'a < b > c',
    '<b>bold</b>',
    '<3',
    '<@>',
    '<not a link>',
    'x <<< y',
    '&quot; &#39; &nbsp; AT&T',
    '<\n>',
  ])('leaves %j', (text) => {
    expect(normalise(text).original.text).toBe(text);
  });

  it('never leaves an empty text', () => {
    expect(normalise('<!subteam^S1|>').original.text).toBe('<!subteam^S1|>');
  });

  it('folds labels but not names of channels', () => {
    expect(normalise('<#C1|sh1t-talk> <https://x.org/cl1ck|cl1ck h3re>').folded?.text).toBe(
      '#sh1t-talk click here https://x.org/cl1ck',
    );
  });
});

describe('maps rendered text back', () => {
  it.each([
    ['hi <@U1|ann> you', '@user', '<@U1|ann>'],
    ['hi <!here> you', '@here', '<!here>'],
    ['see <https://x.org|this label> ok', 'this label', 'this label'],
    ['a &lt;b', '<', '&lt;'],
  ])('in %j, %j came from %j', (text, part, source) => {
    const { original } = normalise(text);
    const begin = original.text.indexOf(part);
    const span = toOriginalSpan(original, begin, begin + part.length);
    expect(text.slice(span.begin, span.end)).toContain(source);
    expect(span.begin).toBeGreaterThanOrEqual(text.indexOf('<') < 0 ? 0 : text.search(/[<&]/));
  });
});
