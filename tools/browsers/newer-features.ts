/**
 * Each feature that the oldest browsers lack, by MDN's path, and what happens there instead. `npm run browsers` fails for
 * what is missing here, and for what is not used any more. What a script writes as text, such as the rule of `lockScroll`
 * with its `scrollbar-gutter` (without which a page may shift by a scrollbar), is not seen.
 */
export const newerFeatures: Readonly<Record<string, string>> = {
  'api.HTMLElement.showPopover':
    'Is called where it is there: the dialog beside a payment is then placed by its ancestor.',
  'api.Location.ancestorOrigins':
    'Firefox: pages of the same origin are read, and of another one the referrer tells (`framing.ts`).',
  'api.Window.requestIdleCallback': 'Safari: a timer.',
  'api.Window.cancelIdleCallback': 'Goes with `requestIdleCallback`.',
  'html.global_attributes.popover': 'Goes with `showPopover`: an attribute that means nothing.',
  'css.properties.accent-color': 'Native radios and checkboxes keep the colour of the browser.',
  'css.properties.contain-intrinsic-block-size': 'Goes with `content-visibility`.',
  'css.properties.content-visibility': 'A long list of plans is drawn whole.',
  'css.properties.content-visibility.auto': 'Goes with `content-visibility`.',
  'css.properties.cursor.default': 'Touch screens show no pointer.',
  'css.properties.cursor.pointer': 'Touch screens show no pointer.',
  'css.properties.font-family.ui-monospace': '`monospace` stands behind it.',
  'css.properties.forced-color-adjust': 'Safari forces no colours.',
  'css.properties.forced-color-adjust.none': 'Safari forces no colours.',
  'css.properties.grid-template-rows.subgrid':
    'A template of rows stands before it: cards beside each other are not aligned line by line.',
  'css.properties.hyphens': 'Long words break where the line ends.',
  'css.properties.overscroll-behavior': 'The page behind is locked by `overflow`.',
  'css.properties.text-wrap': 'Lines break as they come.',
  'css.properties.text-wrap.balance': 'Lines break as they come.',
  'css.properties.text-wrap.pretty': 'Lines break as they come.',
  'css.properties.user-select': 'The reference is selected with a drag instead of a click.',
  'javascript.builtins.Error.captureStackTrace': "zod's, asked for before it is called.",
  'javascript.builtins.Error.stackTraceLimit': "zod's, a property that means nothing elsewhere.",
}

/** Names that our own objects have, and in a browser only what is newer: by its name alone one is not the other. */
export const ownNames: ReadonlySet<string> = new Set([
  'actions',
  'changeId',
  'check',
  'details',
  'displayName',
  'element',
  'features',
  'fetch',
  'forget',
  'icon',
  'identity',
  'interval',
  'isError',
  'lines',
  'locale',
  'messages',
  'number',
  'path',
  'percent',
  'reasons',
  'retry',
  'role',
  'run',
  'to',
  'unit',
  'usage',
  'when',
])
