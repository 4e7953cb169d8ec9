import { own } from '../dom/element'
import type { Network } from './network'

/** The switch that cuts the connection, and mends it. */
export function connectSwitch(network: Network, mended: () => void): void {
  const control = own('network')
  control.addEventListener('click', () => {
    network.turn(!network.isOn)
    control.setAttribute('aria-checked', String(network.isOn))
    if (network.isOn) {
      mended()
    }
  })
}
