import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answer, client } from './client'
import type { paths } from './schema'

type Ok<P extends keyof paths> = paths[P] extends { get: { responses: { 200: { content: { 'application/json': infer T } } } } } ? T : never

export type Review = Ok<'/v1/team/reviews'>['items'][number]
type Details = Ok<'/v1/team/reviews/{id}'>
/** A review with its sheet; the description leaves out what both have in common. */
export type ReviewDetails = Review & Details
export type Criterion = Details['criteria'][number]

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
    queryFn: () => answer(client.GET('/v1/team/reviews/{id}', { params: { path: { id } } })) as Promise<ReviewDetails>,
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
    answer(client.PUT('/v1/team/reviews/{id}', { params: { path: { id }, header: { 'If-Match': `"${version}"` } }, body })),
  )
}

export function useAnswerReview() {
  return useChange(({ id, ...body }: { id: string; text: string; language: string }) =>
    answer(client.POST('/v1/team/reviews/{id}/answer', { params: { path: { id } }, body })),
  )
}
