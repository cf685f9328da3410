Set-Alias ll Get-ChildItem
