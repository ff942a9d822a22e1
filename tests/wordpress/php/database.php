<?php
// Makes or drops the site's database: `database.php make|drop`.
mysqli_report(MYSQLI_REPORT_ERROR | MYSQLI_REPORT_STRICT);
[$host, $port] = explode(':', getenv('SITE_DB_HOST'));
$server = new mysqli($host, getenv('SITE_DB_USER'), getenv('SITE_DB_PASSWORD'), '', (int) $port);
$name = '`' . getenv('SITE_DB_NAME') . '`';
$server->query($argv[1] === 'make' ? "CREATE DATABASE $name CHARACTER SET utf8mb4" : "DROP DATABASE IF EXISTS $name");
