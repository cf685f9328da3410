export PATH="$HOME/bin:$PATH"
autoload -U compinit && compinit

# >>> headroom:gemini-cli >>>
export GOOGLE_GEMINI_BASE_URL='http://127.0.0.1:8787'
# <<< headroom:gemini-cli <<<
