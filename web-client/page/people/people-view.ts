import { element, own } from '../dom/element'
import { Keyed } from '../dom/keyed'
import { face } from './face'

export interface Person {
  userId: string
  username: string
}

/** Who is in the room, by name, the user first. */
export class PeopleView {
  private readonly count = own('count')
  private readonly list: Keyed<Person>

  constructor(private readonly me: string) {
    this.list = new Keyed<Person>(
      own('members'),
      person => person.userId,
      ({ userId, username }) =>
        element(
          'li',
          '',
          face(userId, username),
          element('bdi', 'name', username),
          ...(userId === me ? [element('small', '', 'you')] : []),
        ),
      () => {},
    )
  }

  show(members: readonly Person[], memberCount: number): void {
    this.count.textContent = memberCount === 0 ? '' : String(memberCount)
    this.list.show(
      [...members].sort(
        (a, b) =>
          Number(b.userId === this.me) - Number(a.userId === this.me) ||
          a.username.localeCompare(b.username),
      ),
    )
    const more = memberCount - members.length
    own('more-members').textContent = more > 0 ? `and ${more} more` : ''
  }
}
