import { randomStream } from '../platform/random.ts'
import type { Session } from '../platform/traffic.ts'
import { nothing } from './cards.ts'
import { isLocked, sectionTitles, type DashboardView } from './dashboard-view.ts'
import { country, dayAndMonth, duration, time } from './format.ts'
import { icon } from './icons.ts'
import { sectionHref, upgradeAction } from './links.ts'
import { html, type Markup } from './markup.ts'
import { channelName, deviceName } from './traffic-rows.ts'

/** The sections that only bigger plans hold. */
export type PlanSection = 'recordings' | 'heatmaps'

const promises: Record<PlanSection, { text: string; plan: string }> = {
  recordings: { text: 'Watch how people move through the site, page by page, and where they give up.', plan: '27,500' },
  heatmaps: { text: 'See where people click and how far they scroll, for every page of the site.', plan: '60,000' },
}

/** The overview's card for such a section. */
export function lockedTeaser(section: PlanSection, view: DashboardView): Markup {
  const locked = isLocked(section, view.usage.limit)
  return html`<section class="card teaser" aria-labelledby="${section}-teaser">
    <div class="teaser-picture">${picture(section)}</div>
    <div class="teaser-text">
      <h2 id="${section}-teaser">${sectionTitles[section]}</h2>
      <p>${promises[section].text}</p>
      ${
        locked
          ? html`${needs(section)} ${upgradeAction(view, `Unlock ${sectionTitles[section].toLowerCase()}`, 'quiet')}`
          : html`<a class="button quiet" href="${sectionHref(view, section)}"
              >Open ${sectionTitles[section].toLowerCase()}</a
            >`
      }
    </div>
  </section>`
}

/** The section itself, or what it would be. */
export function planSection(section: PlanSection, view: DashboardView): Markup {
  if (isLocked(section, view.usage.limit)) return lockedSection(section, view)
  return section === 'recordings' ? recordings(view) : heatmaps(view)
}

function lockedSection(section: PlanSection, view: DashboardView): Markup {
  const action = upgradeAction(view, `Upgrade to unlock ${sectionTitles[section].toLowerCase()}`)
  return html`<section class="card locked" aria-labelledby="locked-title">
    <div class="locked-picture">${picture(section)}</div>
    <div class="locked-text">
      <span class="locked-icon">${icon('lock')}</span>
      <h2 id="locked-title">${sectionTitles[section]}</h2>
      <p>${promises[section].text}</p>
      ${needs(section)} ${action ?? html`<p class="hint-text">Ask the owner of this website for a bigger plan.</p>`}
    </div>
  </section>`
}

function needs(section: PlanSection): Markup {
  return html`<p class="needs">${icon('lock')}From ${promises[section].plan} touchpoints</p>`
}

function recordings({ numbers: { days } }: DashboardView): Markup {
  const latest = days
    .flatMap(({ sessions }) => sessions)
    .filter(({ isBounce }) => !isBounce)
    .slice(-12)
    .toReversed()
  const longest = Math.max(...latest.map(secondsOf))
  return html`<section class="card" aria-labelledby="recordings-title">
    <h2 id="recordings-title">Latest recordings</h2>
    ${
      latest.length === 0
        ? nothing()
        : html`<ol class="recordings">
            ${latest.map((session) => recording(session, longest))}
          </ol>`
    }
  </section>`
}

function recording({ at, visits, country: code, device, channel }: Session, longest: number): Markup {
  const seconds = secondsOf({ visits })
  let passed = 0
  return html`<li>
    <span class="recording-when">${dayAndMonth(new Date(at).toISOString())}, ${time(at)}</span>
    <span class="recording-path">${visits.map(({ title }) => title).join(' → ')}</span>
    <span class="recording-who"
      >${country(code)}, ${deviceName(device).toLowerCase()}, from ${channelName(channel).toLowerCase()}</span
    >
    <span class="recording-length">${duration(seconds)}</span>
    <svg class="recording-strip" aria-hidden="true">
      ${visits.map((visit, place) => {
        const x = (passed / longest) * 100
        passed += visit.seconds
        return html`<rect
          class="step-${place % 3}"
          x="${x.toFixed(2)}%"
          width="${((visit.seconds / longest) * 100).toFixed(2)}%"
          height="100%"
        />`
      })}
    </svg>
  </li>`
}

function secondsOf({ visits }: Pick<Session, 'visits'>): number {
  return visits.reduce((sum, { seconds }) => sum + seconds, 0)
}

function heatmaps({ numbers: { total } }: DashboardView): Markup {
  const pages = [...total.pages].toSorted(([, one], [, other]) => other.visits - one.visits).slice(0, 6)
  if (pages.length === 0) return html`<section class="card" aria-label="Heatmaps">${nothing()}</section>`
  return html`<div class="grid thirds">
    ${pages.map(
      ([url, { title }], index) =>
        html`<section class="card" aria-labelledby="heatmap-${index}">
          <h2 id="heatmap-${index}">${title}</h2>
          ${heatPicture(url)}
        </section>`,
    )}
  </div>`
}

function picture(section: PlanSection): Markup {
  return section === 'heatmaps' ? heatPicture('a page') : playerPicture()
}

/** A page in outline with warm spots; the same page has the same spots. */
function heatPicture(page: string): Markup {
  const random = randomStream(`heat|${page}`)
  const id = `heat-${Math.floor(random() * 1e9).toString(36)}`
  const spots = Array.from({ length: 7 }, () => ({
    x: 24 + random() * 272,
    y: 20 + random() * 150,
    r: 16 + random() * 26,
  }))
  return html`<svg class="picture" viewBox="0 0 320 190" aria-hidden="true">
    <defs>
      <radialGradient id="${id}">
        <stop class="hot" offset="0" />
        <stop class="warm" offset="0.45" />
        <stop class="cool" offset="1" />
      </radialGradient>
      <clipPath id="${id}-sheet"><rect x="1" y="1" width="318" height="188" rx="8" /></clipPath>
    </defs>
    <rect class="sheet" x="1" y="1" width="318" height="188" rx="8" />
    <g class="blocks">
      <rect x="24" y="22" width="56" height="8" rx="4" />
      <rect x="196" y="22" width="28" height="8" rx="4" />
      <rect x="232" y="22" width="28" height="8" rx="4" />
      <rect x="268" y="22" width="28" height="8" rx="4" />
      <rect x="24" y="46" width="150" height="64" rx="6" />
      <rect x="190" y="50" width="106" height="10" rx="5" />
      <rect x="190" y="68" width="88" height="8" rx="4" />
      <rect x="190" y="90" width="52" height="16" rx="8" />
      <rect x="24" y="126" width="84" height="50" rx="6" />
      <rect x="118" y="126" width="84" height="50" rx="6" />
      <rect x="212" y="126" width="84" height="50" rx="6" />
    </g>
    <g clip-path="url(#${id}-sheet)">
      ${spots.map(({ x, y, r }) => html`<circle cx="${x.toFixed(0)}" cy="${y.toFixed(0)}" r="${r.toFixed(0)}" fill="url(#${id})" />`)}
    </g>
  </svg>`
}

function playerPicture(): Markup {
  return html`<svg class="picture" viewBox="0 0 320 190" aria-hidden="true">
    <rect class="sheet" x="1" y="1" width="318" height="188" rx="8" />
    <g class="blocks">
      <rect x="24" y="24" width="72" height="8" rx="4" />
      <rect x="24" y="46" width="130" height="82" rx="6" />
      <rect x="170" y="50" width="112" height="10" rx="5" />
      <rect x="170" y="70" width="90" height="8" rx="4" />
      <rect x="170" y="86" width="104" height="8" rx="4" />
    </g>
    <path class="pointer-path" d="M44 148C90 96 150 142 196 92S250 54 268 100" />
    <path class="pointer" d="m268 100 16 6-7 3-3 7z" />
    <rect class="track" x="24" y="164" width="272" height="6" rx="3" />
    <rect class="played" x="24" y="164" width="118" height="6" rx="3" />
    <circle class="played" cx="142" cy="167" r="7" />
  </svg>`
}
