if status is-interactive
    set -gx EDITOR vim
end

# >>> headroom:gemini-cli >>>
set -gx GOOGLE_GEMINI_BASE_URL 'http://127.0.0.1:8787'
# <<< headroom:gemini-cli <<<
