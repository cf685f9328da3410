# ~/.bashrc
alias ll='ls -l'
export GOOGLE_GEMINI_BASE_URL="https://gemini.company.example"

# >>> headroom:gemini-cli >>>
export GOOGLE_GEMINI_BASE_URL='http://127.0.0.1:8787/via/gemini-cli'
# <<< headroom:gemini-cli <<<
