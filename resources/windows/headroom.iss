; Inno Setup 6. Made by `npm run pack` on Windows: iscc /DVersion=… /DSource=… /DTarget=… headroom.iss
; For one user, without administrator's rights: what is installed can be removed by the same user alone.
#ifndef Version
  #error The version is told by scripts/lib/windows-installer.ts
#endif

[Setup]
AppId={{6D0C4C0A-6B0D-4E0B-9E57-4B2C3B6E5B11}
AppName=Headroom
AppVersion={#Version}
AppPublisher=Headroom
DefaultDirName={localappdata}\Programs\Headroom
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
OutputDir={#Target}
OutputBaseFilename=headroom-{#Version}-windows-x64
SetupIconFile=..\icons\app.ico
UninstallDisplayIcon={app}\app.ico
Compression=lzma2
SolidCompression=yes
ChangesEnvironment=yes
CloseApplications=yes
#ifdef Signed
SignTool=headroom
#endif

[Tasks]
Name: path; Description: "Put the headroom command on the PATH"

[Files]
Source: "{#Source}\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion
Source: "..\icons\app.ico"; DestDir: "{app}"

[Icons]
#ifdef HasWindow
Name: "{userprograms}\Headroom"; Filename: "{app}\headroom.exe"; IconFilename: "{app}\app.ico"
#else
Name: "{userprograms}\Headroom"; Filename: "{app}\extensions\headroom.exe"; Parameters: "start"; IconFilename: "{app}\app.ico"
#endif

[Registry]
Root: HKCU; Subkey: "Environment"; ValueType: expandsz; ValueName: "Path"; ValueData: "{olddata};{app}\extensions"; \
  Tasks: path; Check: NeedsPath

[Code]
function NeedsPath(): Boolean;
var
  Path: string;
begin
  if not RegQueryStringValue(HKCU, 'Environment', 'Path', Path) then Path := '';
  Result := Pos(';' + Uppercase(ExpandConstant('{app}\extensions')) + ';', ';' + Uppercase(Path) + ';') = 0;
end;

{ The agents of this user get their own settings back before the program goes. }
procedure PauseAgents();
var
  Code: Integer;
begin
  Exec(ExpandConstant('{app}\extensions\headroom.exe'), 'pause', '', SW_HIDE, ewWaitUntilTerminated, Code);
end;

{ Windows deletes no program that runs. Twice, because one of ours starts another one again that ended. }
procedure EndPrograms();
var
  Place, Command: string;
  Code, Round: Integer;
begin
  Place := ExpandConstant('{app}\');
  StringChangeEx(Place, '''', '''''', True);
  Command := 'Get-Process | Where-Object { $_.Path -and $_.Path.StartsWith(''' + Place + ''') } | Stop-Process -Force';
  for Round := 1 to 2 do
    Exec('powershell.exe', '-NoProfile -NonInteractive -Command "' + Command + '"', '', SW_HIDE,
      ewWaitUntilTerminated, Code);
end;

procedure CurUninstallStepChanged(Step: TUninstallStep);
var
  Path: string;
begin
  if Step = usUninstall then begin
    PauseAgents();
    EndPrograms();
  end;
  if Step <> usPostUninstall then exit;
  if not RegQueryStringValue(HKCU, 'Environment', 'Path', Path) then exit;
  if StringChangeEx(Path, ';' + ExpandConstant('{app}\extensions'), '', True) > 0 then
    RegWriteExpandStringValue(HKCU, 'Environment', 'Path', Path);
end;
