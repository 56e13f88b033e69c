import { fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import { createRef, useRef, useState, type ReactElement } from 'react'
import type { HostButtonProps, HostComponents, HostDialogProps } from '../react/host-components.ts'

export interface ContractCheck {
  /** What the component has to do, for the name of a test. */
  name: string
  /** Rejects with what is missing. */
  check: () => Promise<void>
}

/**
 * What components of your own have to do in place of the kit's, as a list of tests: for each of `components` that you give to
 * `AnalyticsProvider`. They need a test DOM, and a browser where yours do.
 *
 * @example it.each(componentContract({ Button, Dialog }))('$name', ({ check }) => check())
 */
export function componentContract(components: HostComponents): ContractCheck[] {
  return [
    ...(components.Button ? buttonChecks(components.Button) : []),
    ...(components.Link ? linkChecks(components.Link) : []),
    ...(components.Radio ? radioChecks(components.Radio) : []),
    ...(components.Notice ? noticeChecks(components.Notice) : []),
    ...(components.Skeleton ? skeletonChecks(components.Skeleton) : []),
    ...(components.Dialog ? dialogChecks(components.Dialog) : []),
  ]
}

type Given<Name extends keyof HostComponents> = NonNullable<HostComponents[Name]>

const test = (name: string, check: ContractCheck['check']): ContractCheck => ({ name, check })

function mustBe(isRight: boolean, what: string): void {
  if (!isRight) throw new Error(what)
}

/** Draws something, looks at it, and leaves nothing behind. */
function shown(ui: ReactElement, run: () => Promise<void> | void): () => Promise<void> {
  return async () => {
    const { unmount } = render(ui)
    try {
      await run()
    } finally {
      unmount()
    }
  }
}

function buttonChecks(Button: Given<'Button'>): ContractCheck[] {
  const given: Omit<HostButtonProps, 'children'> = {
    'data-part': 'upgrade-primary',
    kind: 'primary',
    size: 'medium',
    isBusy: false,
    type: 'button',
  }
  let presses = 0
  const press = () => presses++
  const ref = createRef<HTMLButtonElement>()
  let submits = 0
  return [
    test(
      'Button: is a button that is called by its text, has its part, and is pressed once',
      shown(
        <Button {...given} onClick={press}>
          Pay
        </Button>,
        () => {
          const button = screen.getByRole('button', { name: 'Pay' })
          mustBe(button.dataset['part'] === 'upgrade-primary', 'Pass data-part on to the button.')
          mustBe(button.dataset['r3'] === undefined, 'data-r3 would give it the looks of the kit.')
          presses = 0
          fireEvent.click(button)
          mustBe(presses === 1, 'Pass onClick on to the button.')
        },
      ),
    ),
    test(
      'Button: while it waits it can have the focus, and says that it is disabled',
      shown(
        <Button {...given} aria-disabled aria-busy isBusy>
          Pay
        </Button>,
        () => {
          const button = screen.getByRole<HTMLButtonElement>('button', { name: /Pay/ })
          mustBe(button.getAttribute('aria-disabled') === 'true', 'Pass aria-disabled on to the button.')
          mustBe(!button.disabled, 'A disabled button loses the focus: leave it at aria-disabled.')
          button.focus()
          mustBe(document.activeElement === button, 'The button has to take the focus.')
        },
      ),
    ),
    test(
      'Button: sends the form it is in',
      shown(
        <form
          onSubmit={(event) => {
            event.preventDefault()
            submits++
          }}
        >
          <Button {...given} type="submit">
            Go on
          </Button>
        </form>,
        () => {
          submits = 0
          fireEvent.click(screen.getByRole('button', { name: 'Go on' }))
          mustBe(submits === 1, 'Pass type on to the button.')
        },
      ),
    ),
    test(
      'Button: with an icon it is called by its aria-label',
      shown(
        <Button {...given} kind="icon" aria-label="Close">
          <svg />
        </Button>,
        () => void screen.getByRole('button', { name: 'Close' }),
      ),
    ),
    test(
      'Button: gives its element to a ref',
      shown(
        <Button {...given} ref={ref}>
          Keep
        </Button>,
        () => mustBe(ref.current === screen.getByRole('button', { name: 'Keep' }), 'Pass ref on to the button.'),
      ),
    ),
  ]
}

function linkChecks(Link: Given<'Link'>): ContractCheck[] {
  return [
    test(
      'Link: leads where it says, in a tab of its own',
      shown(
        <Link data-part="payment-due-link" href="https://pay.example/1" target="_blank" rel="noreferrer">
          Pay €24.99
        </Link>,
        () => {
          const link = screen.getByRole<HTMLAnchorElement>('link', { name: 'Pay €24.99' })
          mustBe(link.href === 'https://pay.example/1', 'Pass href on to the link.')
          mustBe(link.target === '_blank', 'Pass target on to the link.')
          mustBe(link.rel.includes('noreferrer'), 'Pass rel on to the link.')
          mustBe(link.dataset['part'] === 'payment-due-link', 'Pass data-part on to the link.')
        },
      ),
    ),
  ]
}

function radioChecks(Radio: Given<'Radio'>): ContractCheck[] {
  function Group() {
    const [chosen, choose] = useState('basic')
    return (
      <>
        {['basic', 'pro'].map((plan) => (
          <p key={plan}>
            <Radio
              data-part="picker-radio"
              id={`contract-${plan}`}
              name="contract"
              value={plan}
              checked={chosen === plan}
              onChange={() => choose(plan)}
              aria-describedby={`contract-${plan}-facts`}
            />
            <label htmlFor={`contract-${plan}`}>{plan}</label>
            <span id={`contract-${plan}-facts`}>facts</span>
          </p>
        ))}
      </>
    )
  }
  return [
    test(
      'Radio: is a native radio of its group, called by its label and described',
      shown(<Group />, () => {
        const pro = screen.getByRole<HTMLInputElement>('radio', { name: 'pro' })
        mustBe(
          pro.type === 'radio' && pro.name === 'contract',
          'Arrow keys need an input of type radio, with its name.',
        )
        mustBe(pro.value === 'pro', 'Pass value on to the input.')
        mustBe(pro.getAttribute('aria-describedby') === 'contract-pro-facts', 'Pass aria-describedby on to the input.')
      }),
    ),
    test(
      'Radio: is chosen with a click on its label',
      shown(<Group />, () => {
        const [basic, pro] = screen.getAllByRole<HTMLInputElement>('radio')
        mustBe(basic?.checked === true && pro?.checked === false, 'Pass checked on to the input.')
        fireEvent.click(screen.getByText('pro'))
        mustBe(pro?.checked === true && basic?.checked === false, 'Pass id and onChange on to the input.')
      }),
    ),
  ]
}

function noticeChecks(Notice: Given<'Notice'>): ContractCheck[] {
  return [
    test(
      'Notice: shows its text and what can be done',
      shown(
        <Notice data-part="picker-error" tone="bad" role="alert" actions={<button type="button">Try again</button>}>
          The plans could not be loaded.
        </Notice>,
        () => {
          const notice = within(screen.getByRole('alert'))
          notice.getByText('The plans could not be loaded.')
          notice.getByRole('button', { name: 'Try again' })
        },
      ),
    ),
    test(
      'Notice: is an alert only where it is asked to be one',
      shown(
        <Notice data-part="picker-note" tone="accent">
          Only the owner can change the plan.
        </Notice>,
        () => mustBe(screen.queryByRole('alert') === null, 'Take role from the props alone.'),
      ),
    ),
  ]
}

function skeletonChecks(Skeleton: Given<'Skeleton'>): ContractCheck[] {
  return [
    test(
      'Skeleton: says nothing',
      shown(
        <div data-testid="around">
          <Skeleton data-part="skeleton" width="5rem" height="1rem" />
        </div>,
        () => {
          const around = screen.getByTestId('around')
          mustBe(around.childElementCount > 0, 'Draw something.')
          mustBe(around.textContent === '', 'What is not known yet has no text.')
        },
      ),
    ),
  ]
}

function dialogChecks(Dialog: Given<'Dialog'>): ContractCheck[] {
  const facts: Pick<HostDialogProps, 'data-part' | 'data-step' | 'size' | 'isModal' | 'aria-labelledby'> = {
    'data-part': 'upgrade',
    'data-step': 'pick',
    size: 'medium',
    isModal: true,
    'aria-labelledby': 'contract-title',
  }
  function Page({ as: role, start }: { as: 'dialog' | 'alertdialog'; start: boolean }) {
    const [isOpen, setOpen] = useState(start)
    const title = useRef<HTMLHeadingElement>(null)
    const opener = useRef<HTMLButtonElement>(null)
    return (
      <>
        <button type="button" ref={opener} onClick={() => setOpen(true)}>
          Open
        </button>
        <Dialog
          {...facts}
          role={role}
          aria-describedby={role === 'alertdialog' ? 'contract-text' : undefined}
          open={isOpen}
          onOpenChange={setOpen}
          initialFocus={title}
          finalFocus={() => opener.current}
        >
          <h2 id="contract-title" tabIndex={-1} ref={title}>
            Choose a plan
          </h2>
          <p id="contract-text">Nothing is lost.</p>
        </Dialog>
      </>
    )
  }
  const find = (role: 'dialog' | 'alertdialog') => screen.findByRole(role, { name: 'Choose a plan' })
  return [
    test(
      'Dialog: is not there until it is open',
      shown(<Page as="dialog" start={false} />, () =>
        mustBe(screen.queryByRole('dialog') === null, 'Show it by isOpen.'),
      ),
    ),
    test(
      'Dialog: is a dialog that is called by its title, which has the focus',
      shown(<Page as="dialog" start />, async () => {
        const dialog = await find('dialog')
        const title = within(dialog).getByRole('heading', { name: 'Choose a plan' })
        await waitFor(() => mustBe(document.activeElement === title, 'Give the focus to initialFocus.'))
      }),
    ),
    test(
      'Dialog: asks a question as an alertdialog, with its text',
      shown(<Page as="alertdialog" start />, async () => {
        const dialog = await find('alertdialog')
        mustBe(dialog.getAttribute('aria-describedby') === 'contract-text', 'Pass aria-describedby on to the dialog.')
      }),
    ),
    test(
      'Dialog: closes with Escape, and gives the focus back',
      shown(<Page as="dialog" start={false} />, async () => {
        const opener = screen.getByRole('button', { name: 'Open' })
        opener.focus()
        fireEvent.click(opener)
        const dialog = await find('dialog')
        const title = within(dialog).getByRole('heading')
        await waitFor(() => mustBe(document.activeElement === title, 'Give the focus to initialFocus.'))
        fireEvent.keyDown(title, { key: 'Escape', code: 'Escape', keyCode: 27 })
        await waitFor(() => mustBe(screen.queryByRole('dialog') === null, 'Call onOpenChange(false) for Escape.'))
        await waitFor(() => mustBe(document.activeElement === opener, 'Give the focus back.'))
      }),
    ),
  ]
}
