import { type Checkout } from './checkout';
import { type TitledTest } from './test-titles';

const VERB_FIRST = /^(does not |never )?[a-z]+(s|es)\b/;
/** Words that end like a verb in the third person and are none. */
const NO_VERB = /^(this|its|as|us|always|sometimes|perhaps|besides|across|unless|less|plus|thus|yes)\b/;
const PLURAL_SUBJECT = /^[a-z]+s (are|were|have|do|can|cannot|may|must|will|would|should)\b/;

/** Returns why a title does not start with a verb in the third person, or undefined. */
export function checkTitle(title: string): string | undefined {
  return VERB_FIRST.test(title) && !NO_VERB.test(title) && !PLURAL_SUBJECT.test(title)
    ? undefined
    : 'does not start with a verb in the third person';
}

/** Returns why the outermost `describe` of a test is no name of the source and no path, or undefined. */
export function checkSubject(
  { suites }: TitledTest, names: ReadonlySet<string>, checkout: Checkout,
): string | undefined {
  if (suites.length === 0) return 'has no describe around it';
  const [{ text }] = suites;
  return names.has(text) || isPath(text, checkout) ? undefined : 'is no name of the source and no command';
}

function isPath(text: string, checkout: Checkout): boolean {
  return /^[\w.-]+(\/[\w.-]+)*$/.test(text) && !text.split('/').includes('..') && checkout.has(text);
}
