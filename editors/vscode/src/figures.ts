// What the status bar shows: the figures of the code lens, in short. Nothing here knows the editor.

export interface Figures {
  text: string;
  tooltip: string;
}

// figures reads the title of the server's lens: "sayso: 31% of claims sourced (5 of 16), 7 findings". A title that is worded otherwise
// is shown as it stands, so that a newer server loses nothing but brevity.
export function figures(title: string): Figures {
  const share = /(\d+)\s?% of claims sourced/.exec(title);
  if (share) return { text: `$(quote) ${share[1]}% sourced`, tooltip: title };
  if (/no checkable claims/.test(title)) return { text: "$(quote) no claims", tooltip: title };
  return { text: `$(quote) ${title.replace(/^sayso: /, "")}`, tooltip: title };
}
