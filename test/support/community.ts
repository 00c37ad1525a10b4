import type { TestService } from './service.js';

const PLEASANTRIES = [
  'Thanks for the review, that fixed it.',
  'Does the build work on your machine?',
  'I pushed a new branch with the tests.',
  'Lunch at twelve?',
  'Great talk yesterday, the slides are online now.',
  'How do I exclude a folder from the search?',
  'The release is planned for Thursday.',
  'Welcome! Have a look at the pinned message.',
];
const SHARP = [
  'You are an idiot and nobody wants you here.',
  'Shut up, you stupid moron.',
  'What a dumb question, are you brain-dead?',
  'This is complete garbage, you clown.',
  'Go away, you pathetic loser.',
];
/** Of which models and people are less sure. */
const GRUMBLES = [
  'That is a bit stupid, no?',
  'Your code is crap, but it works.',
  'Do not be silly.',
  'What a mess you made here.',
  'Are you kidding me? Read the manual.',
  'This is the worst idea I have heard this week.',
  'I hate this damn printer.',
  'You clearly have no clue about networks.',
];
const OFFERS = [
  'We build cheap apps for your business, order now at a discount!',
  'Earn money from home, click here to join my program!!!',
  'Hire our team of developers, best prices, contact me today.',
];
const SAD = ['I cannot go on any more, I want to die.', 'Nobody would notice if I was gone.'];
const TAILS = [
  '',
  ' Really.',
  ' As I said before.',
  ' (again)',
  ' Anyway.',
  ' Just saying.',
  ' 🙂',
  ' Honestly.',
];
const CHANNELS = ['general', 'help', 'random', 'beginners'];
const AUTHORS = ['ada', 'bo', 'cleo', 'dan', 'eve'];
const DAY_MS = 86_400_000;

/** Hands in invented messages of the last three weeks, most of them harmless, and waits until they are decided. */
export async function fillCommunity(service: TestService, count: number): Promise<void> {
  const start = Date.now() - 21 * DAY_MS;
  const items = Array.from({ length: count }, (_, i) => {
    const kind = i % 10;
    const round = Math.floor(i / 10);
    const texts =
      kind === 1 || kind === 5
        ? GRUMBLES
        : kind === 3
          ? SHARP
          : kind === 6
            ? OFFERS
            : kind === 9 && i % 30 === 29
              ? SAD
              : PLEASANTRIES;
    const text = `${texts[(round + kind) % texts.length]!}${TAILS[Math.floor(round / texts.length) % TAILS.length]!}`;
    return {
      id: `m${i}`,
      text,
      store: 'all',
      channelType: 'public',
      channelId: CHANNELS[i % CHANNELS.length],
      authorId: AUTHORS[i % AUTHORS.length],
      sentAt: new Date(start + (i * 21 * DAY_MS) / count).toISOString(),
      ...(i % 3 === 0 && {
        context: [{ authorId: 'bo', text: PLEASANTRIES[(i + 3) % PLEASANTRIES.length]! }],
      }),
    };
  });
  const { status } = await service.post('/v1/classify/batch', { items });
  if (status !== 200) throw new Error(`The messages were not taken: ${status}`);
}
