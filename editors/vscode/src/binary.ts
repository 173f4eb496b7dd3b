// Where the sayso program is. Nothing here knows the editor.
import { accessSync, constants, statSync } from "node:fs";
import { delimiter, isAbsolute, join, resolve } from "node:path";

export interface Surroundings {
  setting: string; // sayso.path; "" where it is not set
  folders: string[]; // of the workspace
  trusted: boolean; // whether programs of the workspace may be run
  env: NodeJS.ProcessEnv;
  home: string;
  platform: NodeJS.Platform;
}

export type Found = { path: string } | { missing: string };

// find looks where the user says, and nowhere else; without a word of the user's on PATH, then where `go install` puts programs,
// since an editor that was started from a menu seldom has that on its PATH, then in the workspace. The workspace comes last and
// only where it is trusted: a text that somebody sends must not bring the program along that reads it.
export function find(s: Surroundings): Found {
  if (s.setting.trim() !== "") {
    const path = expand(s.setting.trim(), s);
    if (runnable(path, s.platform)) return { path };
    return { missing: `sayso.path is ${path}, and no program is there.` };
  }
  const name = s.platform === "win32" ? "sayso.exe" : "sayso";
  const onPath = (s.env.PATH ?? s.env.Path ?? "").split(delimiter).filter((dir) => isAbsolute(dir));
  const ofGo = [s.env.GOBIN, ...(s.env.GOPATH ?? "").split(delimiter).map((dir) => dir && join(dir, "bin")), join(s.home, "go", "bin")];
  const own = s.trusted ? s.folders.flatMap((folder) => [join(folder, "bin"), folder]) : [];
  for (const dir of [...onPath, ...ofGo, ...own]) {
    if (dir && runnable(join(dir, name), s.platform)) return { path: join(dir, name) };
  }
  return { missing: `There is no ${name} on PATH, in ${join(s.home, "go", "bin")} or in the workspace.` };
}

function expand(setting: string, s: Surroundings): string {
  const folder = s.folders[0] ?? s.home;
  const path = setting.replace(/^~(?=$|[/\\])/, () => s.home).replaceAll("${workspaceFolder}", () => folder);
  return resolve(folder, path);
}

function runnable(path: string, platform: NodeJS.Platform): boolean {
  try {
    accessSync(path, platform === "win32" ? constants.F_OK : constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
