export PATH="$HOME/bin:$PATH"
autoload -U compinit && compinit
