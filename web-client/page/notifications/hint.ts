/** How a backend would notify this user of the local run. */
export function hint(origin: string, userId: string): string {
  const body = JSON.stringify({ userId, type: 'greeting', message: 'Hello from a backend' })
  return [
    `curl ${origin}/api/notifications \\`,
    `  -H "Authorization: Bearer $(./chorus token --user backend --role notifier)" \\`,
    `  -H 'Content-Type: application/json' \\`,
    `  -d '${body}'`,
  ].join('\n')
}
