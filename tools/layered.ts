/**
 * The stylesheet for hosts that order their layers, such as Tailwind 4: above the resets in `base`, below `utilities`. The
 * order is said again, because a stylesheet of ours that comes first would otherwise put `components` below them.
 */
export function layered(css: string): string {
  return `@layer theme, base, components, utilities;\n@layer components {\n${css}\n}\n`
}
