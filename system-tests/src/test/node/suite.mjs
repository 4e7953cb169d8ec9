// What all these applications ask of the suite, whose URL is their first argument.
import assert from 'node:assert/strict'

export const url = process.argv[2]

export async function tokenOf(userId, roles = []) {
  const answer = await fetch(`${url}/dev/token`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ userId, username: userId, roles }),
  })
  return (await answer.json()).token
}

export async function until(what, condition, seconds = 30) {
  const deadline = Date.now() + seconds * 1_000
  while (!(await condition())) {
    assert.ok(Date.now() < deadline, `not in time: ${what}`)
    await new Promise(resolve => setTimeout(resolve, 10))
  }
}

// As a backend does: 503 asks it to come again.
export async function notify(userId, key) {
  const token = await tokenOf('backend', ['notifier'])
  let answer
  await until('being taken', async () => {
    answer = await fetch(`${url}/notify`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        Authorization: `Bearer ${token}`,
        'Idempotency-Key': key,
      },
      body: JSON.stringify({ userId, type: 'order', message: 'shipped' }),
    })
    return answer.status !== 503
  })
  assert.equal(answer.status, 200, await answer.text())
}
