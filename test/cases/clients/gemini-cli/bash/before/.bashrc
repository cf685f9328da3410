# ~/.bashrc
alias ll='ls -l'
export GOOGLE_GEMINI_BASE_URL="https://gemini.company.example"
