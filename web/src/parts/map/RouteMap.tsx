import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Item } from '../../api/types'
import { useWorkplace } from '../../app/workplace'
import { lineOf, project, stopsOf, viewOf } from '../../logic/routeMap'
import { WORLD } from './world'

/** Where the item has been, on outlines of our own: no tile is fetched from anybody. What the picture shows stands below it as a list. */
export default function RouteMap({ item }: { item: Item }) {
  const { t } = useTranslation()
  const { country } = useWorkplace()
  const [world, setWorld] = useState(false)
  const stops = stopsOf(item)
  if (stops.length === 0) return <Box color="text-body-secondary">{t('map.empty')}</Box>
  const named = stops.map((one) =>
    one.exact
      ? [one.place, one.country && country(one.country)].filter(Boolean).join(', ')
      : t('map.inexact', { country: country(one.country) }),
  )
  const view = viewOf(stops, world)
  const dot = view.width / 110
  return (
    <div className="wa-map">
      <svg
        viewBox={`${view.x} ${view.y} ${view.width} ${view.height}`}
        role="img"
        aria-label={t('map.label', { places: named.join(' – ') })}
        preserveAspectRatio="xMidYMid slice"
      >
        <path className="wa-map-land" d={WORLD} vectorEffect="non-scaling-stroke" />
        <path className="wa-map-land" d={WORLD} transform="translate(-1800)" vectorEffect="non-scaling-stroke" />
        <path className="wa-map-way" d={lineOf(stops)} vectorEffect="non-scaling-stroke" />
        {stops.map((one, index) => {
          const { x, y } = project(one)
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: the same place may come twice, in its order
            <g key={index} className={index === stops.length - 1 ? 'wa-map-last' : 'wa-map-stop'}>
              <title>{named[index]}</title>
              <circle cx={x} cy={y} r={dot} vectorEffect="non-scaling-stroke" />
              <text x={x + dot * 1.5} y={y - dot} fontSize={dot * 2.6}>
                {index + 1}
              </text>
            </g>
          )
        })}
      </svg>
      <div className="wa-map-below">
        <Button variant="inline-link" onClick={() => setWorld(!world)}>
          {t(world ? 'map.zoom' : 'map.world')}
        </Button>
        <Box variant="small">{t('map.source')}</Box>
      </div>
      <ol aria-label={t('map.list')} className="wa-evidence">
        {named.map((name, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same place may come twice, in its order
          <li key={index}>{name}</li>
        ))}
      </ol>
    </div>
  )
}
