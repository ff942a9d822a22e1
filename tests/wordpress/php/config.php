<?php
// A site for one test run. It asks nothing of the outside, and takes application passwords without TLS.
define('DB_NAME', getenv('SITE_DB_NAME'));
define('DB_USER', getenv('SITE_DB_USER'));
define('DB_PASSWORD', getenv('SITE_DB_PASSWORD'));
define('DB_HOST', getenv('SITE_DB_HOST'));
define('DB_CHARSET', 'utf8mb4');
define('DB_COLLATE', '');
define('WP_ENVIRONMENT_TYPE', 'local');
define('WP_HTTP_BLOCK_EXTERNAL', true);
define('DISABLE_WP_CRON', true);
define('AUTOMATIC_UPDATER_DISABLED', true);
foreach (['AUTH_KEY', 'SECURE_AUTH_KEY', 'LOGGED_IN_KEY', 'NONCE_KEY', 'AUTH_SALT', 'SECURE_AUTH_SALT', 'LOGGED_IN_SALT', 'NONCE_SALT'] as $each) {
    define($each, hash('sha256', $each . DB_NAME));
}
$table_prefix = 'wp_';
if (!defined('ABSPATH')) {
    define('ABSPATH', __DIR__ . '/');
}
require_once ABSPATH . 'wp-settings.php';
