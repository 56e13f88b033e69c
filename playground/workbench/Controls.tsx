import { useId, type ReactNode } from 'react'
import { languages } from 'virtual:preview-languages'
import { faultNames, type Command, type FaultName } from '../tab/tab-messages.ts'
import { presets, type Choices } from './choices.ts'
import { TokenControls } from './TokenControls.tsx'
import { Segments } from './Segments.tsx'
import type { Scene } from './scenes.ts'

interface ControlsProps {
  scene: Scene
  choices: Choices
  onChoose: (change: Partial<Choices>) => void
  /** `null` where a state is scripted, and no platform stands behind it. */
  businessTime: string | null
  fault: FaultName | null
  onCommand: (command: Command) => void
  onForge: () => void
}

const presetNames: Record<Choices['preset'], string> = {
  none: 'Yours',
  dark: 'Dark brand',
  bold: 'Bold',
  dense: 'Dense',
}

export default function Controls({ scene, choices, onChoose, businessTime, fault, onCommand, onForge }: ControlsProps) {
  const isEdited = choices.code !== null
  const hasFootnote = scene.shown !== 'hooks'
  return (
    <>
      <Group title="Component">
        {isEdited ? <p className="hint">The page was edited: what it says wins over these.</p> : null}
        {scene.shown === 'dashboard' ? (
          <Slider
            label="Height"
            value={choices.height}
            min={320}
            max={1200}
            step={40}
            unit=" px"
            isDisabled={isEdited}
            onChange={(height) => onChoose({ height })}
          />
        ) : null}
        {hasFootnote ? (
          <Field label="Footnote">
            {(id) => (
              <input
                id={id}
                className="input"
                value={choices.footnote}
                disabled={isEdited}
                onChange={(event) => onChoose({ footnote: event.target.value })}
              />
            )}
          </Field>
        ) : null}
        <Field label="Language">
          {(id) => (
            <select
              id={id}
              className="input"
              value={choices.language}
              onChange={({ target }) =>
                onChoose({ language: target.value, direction: target.value === 'ar' ? 'rtl' : 'ltr' })
              }
            >
              {Object.keys(languages).map((language) => (
                <option key={language} value={language}>
                  {nameOf(language)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Segments
          legend="Direction"
          isLegendShown
          value={choices.direction}
          options={[
            ['ltr', 'Left to right'],
            ['rtl', 'Right to left'],
          ]}
          onChange={(direction) => onChoose({ direction })}
        />
        <Segments
          legend="Forced colours, imitated"
          isLegendShown
          value={choices.forcedColours}
          options={[
            ['off', 'Off'],
            ['on', 'On'],
          ]}
          onChange={(forcedColours) => onChoose({ forcedColours })}
        />
      </Group>
      <Group title="Theme">
        <Field label="Start from">
          {(id) => (
            <select
              id={id}
              className="input"
              value={choices.preset}
              onChange={({ target }) => {
                const preset = presets.find((each) => each === target.value) ?? 'none'
                onChoose({ preset, accent: '', ...(preset === 'dark' && { theme: 'dark' }) })
              }}
            >
              {presets.map((preset) => (
                <option key={preset} value={preset}>
                  {presetNames[preset]}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label="Accent">
          {(id) => (
            <span className="colour">
              <input
                id={id}
                type="color"
                value={choices.accent || '#3a4fd6'}
                onChange={(event) => onChoose({ accent: event.target.value })}
              />
              <code>{choices.accent || 'as it comes'}</code>
            </span>
          )}
        </Field>
        <Slider
          label="Radius"
          value={choices.radius}
          min={0}
          max={24}
          step={1}
          unit=" px"
          onChange={(radius) => onChoose({ radius })}
        />
        <Slider
          label="Density"
          value={choices.density}
          min={0.7}
          max={1.3}
          step={0.1}
          unit=""
          onChange={(density) => onChoose({ density })}
        />
        <TokenControls key={choices.scene} choices={choices} onChoose={onChoose} />
      </Group>
      <Group title="Platform">
        {businessTime === null ? (
          <p className="hint">This state is scripted: there is no platform behind it to be moved or broken.</p>
        ) : (
          <PlatformControls businessTime={businessTime} fault={fault} onCommand={onCommand} onForge={onForge} />
        )}
      </Group>
    </>
  )
}

function PlatformControls({
  businessTime,
  fault,
  onCommand,
  onForge,
}: Pick<ControlsProps, 'fault' | 'onCommand' | 'onForge'> & { businessTime: string }) {
  return (
    <>
      <div className="field">
        <p className="label">Its clock</p>
        <p className="fact">
          {new Date(businessTime).toLocaleDateString('en-IE', { dateStyle: 'long', timeZone: 'UTC' })}
        </p>
        <div className="buttons">
          <button type="button" className="button" onClick={() => onCommand({ do: 'move the clock', days: 1 })}>
            A day later
          </button>
          <button type="button" className="button" onClick={() => onCommand({ do: 'move the clock', months: 1 })}>
            A month later
          </button>
        </div>
      </div>
      <div className="field">
        <p className="label">Usage</p>
        <div className="buttons">
          <button type="button" className="button" onClick={() => onCommand({ do: 'record usage', visits: 1000 })}>
            1,000 visits
          </button>
          <button type="button" className="button" onClick={() => onCommand({ do: 'record usage', visits: 100_000 })}>
            100,000 visits
          </button>
        </div>
      </div>
      <div className="field">
        <p className="label">Websites</p>
        <button type="button" className="button" onClick={() => onCommand({ do: 'add a website' })}>
          Add a website
        </button>
        <p className="hint">Its id and its tracking code are in the inspector. Name it in the page to see it.</p>
      </div>
      <Field label="What goes wrong">
        {(id) => (
          <select
            id={id}
            className="input"
            value={fault ?? ''}
            onChange={({ target }) => onCommand({ do: 'fail', fault: asFault(target.value) })}
          >
            <option value="">Nothing</option>
            {Object.entries(faultNames).map(([name, title]) => (
              <option key={name} value={name}>
                {title}
              </option>
            ))}
          </select>
        )}
      </Field>
      <button type="button" className="button" onClick={onForge}>
        Send a forged message
      </button>
    </>
  )
}

function asFault(text: string): FaultName | null {
  return Object.hasOwn(faultNames, text) ? (text as FaultName) : null
}

function nameOf(language: string): string {
  return new Intl.DisplayNames('en', { type: 'language' }).of(language) ?? language
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="group">
      <h3>{title}</h3>
      {children}
    </section>
  )
}

function Field({ label, children }: { label: string; children: (id: string) => ReactNode }) {
  const id = useId()
  return (
    <div className="field">
      <label className="label" htmlFor={id}>
        {label}
      </label>
      {children(id)}
    </div>
  )
}

interface SliderProps {
  label: string
  value: number
  min: number
  max: number
  step: number
  unit: string
  isDisabled?: boolean
  onChange: (value: number) => void
}

function Slider({ label, value, unit, isDisabled = false, onChange, ...range }: SliderProps) {
  return (
    <Field label={label}>
      {(id) => (
        <span className="slider">
          <input
            id={id}
            type="range"
            {...range}
            value={value}
            disabled={isDisabled}
            onChange={(event) => onChange(event.target.valueAsNumber)}
          />
          <output htmlFor={id}>
            {value}
            {unit}
          </output>
        </span>
      )}
    </Field>
  )
}
