import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answer, client, ifMatch } from './client'
import type { components } from './schema'

type Schemas = components['schemas']
export type Review = Schemas['ReviewView']
/** A review with its sheet. */
export type ReviewDetails = Schemas['ReviewDetails']
export type Criterion = Schemas['CriterionView']

const REVIEWS = ['reviews'] as const

export function useReviews(centre: string, week: string, wanted: boolean) {
  return useQuery({
    queryKey: [...REVIEWS, centre, week],
    queryFn: () => answer(client.GET('/v1/team/reviews', { params: { query: { centre, week } } })).then(({ items }) => items),
    enabled: wanted && centre !== '',
  })
}

export function useReviewFigures(centre: string, month: string, wanted: boolean) {
  return useQuery({
    queryKey: [...REVIEWS, 'figures', centre, month],
    queryFn: () => answer(client.GET('/v1/team/reviews/figures', { params: { query: { centre, month } } })),
    enabled: wanted && centre !== '',
  })
}

export function useMyReviews() {
  return useQuery({
    queryKey: [...REVIEWS, 'mine'],
    queryFn: () => answer(client.GET('/v1/team/reviews/mine')).then(({ items }) => items),
  })
}

export function useReview(id: string) {
  return useQuery({
    queryKey: [...REVIEWS, 'one', id],
    queryFn: () => answer(client.GET('/v1/team/reviews/{id}', { params: { path: { id } } })),
    enabled: id !== '',
  })
}

function useChange<W, T>(mutationFn: (wish: W) => Promise<T>) {
  const queries = useQueryClient()
  return useMutation({ mutationFn, onSuccess: () => queries.invalidateQueries({ queryKey: REVIEWS }) })
}

export function useDraw() {
  return useChange((body: { centre: string; week: string }) => answer(client.POST('/v1/team/reviews', { body })))
}

export interface Scored {
  id: string
  version: number
  scores: Record<string, number>
  comment: string
  language: string
}

export function useScore() {
  return useChange(({ id, version, ...body }: Scored) =>
    answer(client.PUT('/v1/team/reviews/{id}', { params: { path: { id }, ...ifMatch(version) }, body })),
  )
}

export function useAnswerReview() {
  return useChange(({ id, ...body }: { id: string; text: string; language: string }) =>
    answer(client.POST('/v1/team/reviews/{id}/answer', { params: { path: { id } }, body })),
  )
}
