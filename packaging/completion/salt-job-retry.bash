# bash completion for master-shim and minion-agent. It asks the program itself, so it knows what the program knows.
_salt_job_retry() {
    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} help word
    case $previous in
        -c | --config-dir)
            mapfile -t COMPREPLY < <(compgen -d -- "$current")
            return
            ;;
    esac
    help=$("${COMP_WORDS[@]:0:COMP_CWORD}" --help 2> /dev/null) || return
    if [[ $current == -* ]]; then
        word=$(grep -oE -- '^ +-[^ ]+' <<< "$help" | tr -d ' ' | tr ',' '\n')
    else
        word=$(sed -n '/^Subcommands:/,$ s/^  \([a-z][a-z-]*\) .*/\1/p' <<< "$help")
    fi
    mapfile -t COMPREPLY < <(compgen -W "$word" -- "$current")
}
complete -F _salt_job_retry master-shim minion-agent
