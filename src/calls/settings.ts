/** What the notebook says about calls to models. */
export interface CallSettings {
  /** Whether calls are seen. */
  readonly seen: boolean;
  /** Providers by the host through which they are called, such as `"llm.company.example"`. */
  readonly gateways: Readonly<Record<string, string>>;
}

let current: CallSettings = { seen: true, gateways: {} };

/** Sets what the notebook says about calls. */
export function setCallSettings(settings: CallSettings): void {
  current = settings;
}

/** What the notebook says about calls. */
export function callSettings(): CallSettings {
  return current;
}
