declare const Button: NonNullable<import('react-3as').HostComponents['Button']>
declare const Dialog: NonNullable<import('react-3as').HostComponents['Dialog']>
