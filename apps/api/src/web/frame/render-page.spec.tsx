import { describe, expect, it } from '@jest/globals';
import { speaking } from '../../language/spoken-language.js';
import { renderPage } from './render-page.js';
import { refusalText, t } from './texts.js';

describe('a page in a language that is being written', () => {
  it('marks what bokmål stands in for, where an element may stand', () => {
    const html = speaking('nn', () =>
      renderPage(
        <html lang="nn">
          <title>{`${t('page.plans.title')} – ${t('plan-state.draft')}`}</title>
          <p aria-label={t('page.plans.title')}>
            {t('plan-state.adopted')} <em>{`(${t('page.plans.title')})`}</em>
          </p>
          <select>
            <option>{t('page.plans.title')}</option>
          </select>
          <p>{refusalText({ type: 'never-heard-of', refusal: 'stale', extra: {} })}</p>
        </html>,
      ),
    );
    expect(html).toMatch(/<title>Planer – Utkast<\/title>/u);
    expect(html).toContain('<p aria-label="Planer">Vedteken <em>(<span lang="nb">Planer</span>)</em></p>');
    expect(html).toContain('<option>Planer</option>');
    expect(html).toMatch(/<p><span lang="nb">[^<]+<\/span><\/p>/u);
    expect(html).not.toMatch(/[\uFDD0-\uFDEF]/u);
  });

  it('marks nothing in bokmål', () => {
    const html = speaking('nb', () => renderPage(<p>{t('page.plans.title')}</p>));
    expect(html).toBe('<!doctype html><p>Planer</p>');
  });
});
