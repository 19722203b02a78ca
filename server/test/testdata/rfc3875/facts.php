<?php
header('Content-Type: text/plain');
foreach (getenv() as $name => $value) {
    echo "env:$name=$value\n";
}
echo 'cwd:', getcwd(), "\nstdin:", file_get_contents('php://input');
