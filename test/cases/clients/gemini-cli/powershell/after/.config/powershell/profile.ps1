Set-Alias ll Get-ChildItem

# >>> headroom:gemini-cli >>>
$env:GOOGLE_GEMINI_BASE_URL = 'http://127.0.0.1:8787'
# <<< headroom:gemini-cli <<<
