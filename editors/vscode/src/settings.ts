// What the server is told of the editor's settings. Nothing here knows the editor.

export interface Options {
  profile: string;
  config: string;
  packs: string[];
  minConfidence: string;
  lang: string;
}

// options reads the settings under "sayso". What is empty leaves the matter to .sayso.yaml; what has the wrong type is as good as
// empty, since the server would refuse the whole for it.
export function options(get: (key: string) => unknown): Options {
  const word = (key: string) => {
    const value = get(key);
    return typeof value === "string" ? value.trim() : "";
  };
  const packs = get("packs");
  return {
    profile: word("profile"),
    config: word("config"),
    packs: Array.isArray(packs) ? packs.filter((p): p is string => typeof p === "string" && p.trim() !== "") : [],
    minConfidence: word("minConfidence"),
    lang: word("lang"),
  };
}
