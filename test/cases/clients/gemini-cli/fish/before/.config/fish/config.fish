if status is-interactive
    set -gx EDITOR vim
end
