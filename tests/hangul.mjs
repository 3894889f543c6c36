// Korean text as its keys: what somebody presses to type it.

/** What Korean keys lie under the Latin ones, for a word typed in the wrong layout. */
const KEYS = {
  ㅂ: 'q', ㅈ: 'w', ㄷ: 'e', ㄱ: 'r', ㅅ: 't', ㅛ: 'y', ㅕ: 'u', ㅑ: 'i', ㅐ: 'o', ㅔ: 'p',
  ㅁ: 'a', ㄴ: 's', ㅇ: 'd', ㄹ: 'f', ㅎ: 'g', ㅗ: 'h', ㅓ: 'j', ㅏ: 'k', ㅣ: 'l',
  ㅋ: 'z', ㅌ: 'x', ㅊ: 'c', ㅍ: 'v', ㅠ: 'b', ㅜ: 'n', ㅡ: 'm',
  ㅃ: 'Q', ㅉ: 'W', ㄸ: 'E', ㄲ: 'R', ㅆ: 'T', ㅒ: 'O', ㅖ: 'P',
};
const INITIALS = [...'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ'];
const VOWELS = 'ㅏ ㅐ ㅑ ㅒ ㅓ ㅔ ㅕ ㅖ ㅗ ㅗㅏ ㅗㅐ ㅗㅣ ㅛ ㅜ ㅜㅓ ㅜㅔ ㅜㅣ ㅠ ㅡ ㅡㅣ ㅣ'.split(' ');
const FINALS = ['', ...('ㄱ ㄲ ㄱㅅ ㄴ ㄴㅈ ㄴㅎ ㄷ ㄹ ㄹㄱ ㄹㅁ ㄹㅂ ㄹㅅ ㄹㅌ ㄹㅍ ㄹㅎ ㅁ ㅂ ㅂㅅ ㅅ ㅆ ㅇ ㅈ ㅊ ㅋ ㅌ ㅍ ㅎ'
  .split(' '))];

/** The letters of Hangul syllables as they are typed; `only` the initials if wanted. */
export function letters(text, onlyInitials = false) {
  return [...text].map((syllable) => {
    const at = syllable.codePointAt(0) - 0xac00;
    if (at < 0 || at >= 11172) return syllable;
    const initial = INITIALS[Math.floor(at / 588)];
    if (onlyInitials) return initial;
    return initial + VOWELS[Math.floor((at % 588) / 28)] + FINALS[at % 28];
  }).join('');
}

/** What comes of typing it on the same keys while they are Latin ones. */
export const inLatinLayout = (text) => [...letters(text)].map((letter) => KEYS[letter] ?? letter).join('');
