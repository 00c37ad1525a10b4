import type { ApiKey } from '../domain/keys.js';
import type { AlertAnswerService } from './alert-answers.js';
import type { ChatIntake } from './chat-intake.js';

/** The Slack app, where one is configured. */
export interface SlackApp {
  readonly signingSecret: string;
  /** Whom messages and labels from Slack belong to. */
  readonly key: ApiKey;
  /** Where alerts go, if they go anywhere: what is said there is not moderated. */
  readonly alerts?: {
    readonly channel: string;
    /** Puts what somebody said of an alert in the place of its buttons. */
    showAnswer(
      place: { readonly channel: string; readonly ts: string },
      blocks: readonly unknown[],
      answer: { readonly userId: string; readonly verdict: 'violates' | 'ok' },
    ): Promise<void>;
  };
}

/** A platform that posts messages to us by an outgoing webhook and proves itself by a token. */
export interface TokenPlatform {
  readonly tokens: readonly string[];
  readonly key: ApiKey;
}

/** Chat platforms that deliver messages; each only where it is configured. */
export interface ChatPlatforms {
  readonly intake: ChatIntake;
  readonly answers: AlertAnswerService;
  readonly slack?: SlackApp;
  readonly mattermost?: TokenPlatform;
  readonly rocketchat?: TokenPlatform;
  readonly zulip?: TokenPlatform;
  readonly discord?: { readonly publicKey: string; readonly key: ApiKey };
}
