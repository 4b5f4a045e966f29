import { describe, expect, test } from '@jest/globals';
import { isDecodable } from './decodable.js';

describe('letters that can be told', () => {
  test.each([
    ['bokmål', 'Kommunen bør øve varsling hvert år, og fylket må se til at planen er kjent for alle.'],
    ['nynorsk', 'Kommunen bør øve varsling kvart år, og fylket må sjå til at planen er kjend.'],
    [
      'davvisámegiella',
      'Suohkan galgá hárjehallat juohke jagi ja čielggadit ovddasvástádusa buot orgánaide.',
    ],
    ['a table of short forms', 'NVE HMS DSB FHI AMK RVTS KBO CBRNE HRS POD SST NKVTS SNO'],
    ['addresses', 'Se https://a.no/b?c=1 og post@kommune.no m.v. for kl.10 og ansvarlig(e) i helse-/omsorg'],
    ['Кириллица', 'Администрация должна проводить учения каждый год и проверять план оповещения'],
  ])('%s', (_what, text) => {
    expect(isDecodable(text)).toBe(true);
  });

  test.each([
    ['signs in the words', "N!orsnyv!tr% X\"zz(!r! &xny \")r )n%&yv!t u)r%' nn% `,xru(&r' &xny un n)'nyr"],
    ['letters of the font’s own', '\uE041\uE042\uE043 \uE044\uE045 \uE046\uE047 '.repeat(4)],
    ['other letters', 'xbzzharaobel birircnnnineflyvat nivaaoltrear uireg '.repeat(10)],
  ])('not: %s', (_what, text) => {
    expect(isDecodable(text)).toBe(false);
  });
});
