import { circle } from './Icon.tsx'

// Apart from the icons of a frame: bundlers split by module, and a page that opens no plans loads none of these.
export const checkIcon = 'M4.5 10.5l3.75 3.75L15.5 6.5'
export const clockIcon = `${circle}M10 6v4.25l2.75 1.75`
export const closeIcon = 'M5.5 5.5l9 9M14.5 5.5l-9 9'
export const upIcon = 'M10 16V4.5M5 9.25l5-5 5 5'
export const refreshIcon = 'M15.9 8.5A6.25 6.25 0 1 0 16.25 11M16.25 4.5v4h-4'
export const gaugeIcon = 'M4.2 14.5a7.25 7.25 0 1 1 11.6 0M10 11.5l3-4'
export const cardIcon =
  'M4.5 4.75h11a1.75 1.75 0 0 1 1.75 1.75v7a1.75 1.75 0 0 1-1.75 1.75h-11a1.75 1.75 0 0 1-1.75-1.75v-7a1.75 1.75 0 0 1 1.75-1.75zM3 8.5h14M5.75 12h2.5'
export const arrowIcon = 'M4 10h12M11 5l5 5-5 5'
export const backIcon = 'M12 4.5 6.5 10l5.5 5.5'
