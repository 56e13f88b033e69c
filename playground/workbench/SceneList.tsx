import { groups, scenes, type Scene } from './scenes.ts'

interface SceneListProps {
  scene: Scene
  onChoose: (id: string) => void
}

/** The scenes as a list, and where there is no room for one, as a select. */
export function SceneList({ scene, onChoose }: SceneListProps) {
  return (
    <nav className="scenes" aria-label="Scenes">
      {groups.map((group) => (
        <section key={group}>
          <h2>{group}</h2>
          <ul>
            {scenesIn(group).map(({ id, title }) => (
              <li key={id}>
                <button
                  type="button"
                  className="scene"
                  aria-current={id === scene.id ? 'page' : undefined}
                  onClick={() => onChoose(id)}
                >
                  {title}
                </button>
              </li>
            ))}
            {group === 'Start' && ACME_URL !== null ? (
              <li>
                <a className="scene" href={ACME_URL} target="_blank" rel="noreferrer">
                  Acme Shops<span className="hidden"> (opens in a new tab)</span> <span aria-hidden="true">↗</span>
                </a>
              </li>
            ) : null}
          </ul>
        </section>
      ))}
      <p className="hint">
        No call has been made to 3AS itself: its sandbox runs in this tab.{' '}
        {ACME_URL === null
          ? 'Page and dashboard share this tab: what only two sites can show is in Acme Shops, with npm start.'
          : 'Page and dashboard share this tab. In Acme Shops they are on two sites, as in life.'}
      </p>
    </nav>
  )
}

export function SceneSelect({ scene, onChoose }: SceneListProps) {
  return (
    <label className="scene-select">
      <span className="hidden">Scene</span>
      <select className="input" value={scene.id} onChange={({ target }) => onChoose(target.value)}>
        {groups.map((group) => (
          <optgroup key={group} label={group}>
            {scenesIn(group).map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </label>
  )
}

const scenesIn = (group: Scene['group']) => scenes.filter((scene) => scene.group === group)
