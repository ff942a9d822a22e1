<?php
// Installs the site without a browser and makes its accounts; writes their application passwords as JSON.
define('WP_INSTALLING', true);
$_SERVER['HTTP_HOST'] = parse_url(getenv('SITE_URL'), PHP_URL_HOST) . ':' . parse_url(getenv('SITE_URL'), PHP_URL_PORT);
require $argv[1] . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install('Proof', 'boss', 'boss@example.org', true, '', wp_generate_password());
update_option('siteurl', getenv('SITE_URL'));
update_option('home', getenv('SITE_URL'));
update_option('permalink_structure', '/%postname%/');
update_option('template', 'classic');
update_option('stylesheet', 'classic');
$GLOBALS['wp_rewrite']->init();
flush_rewrite_rules(false);
$accounts = ['version' => $GLOBALS['wp_version']];
foreach (['proeftuin' => 'author', 'somebody' => 'editor', 'contributor' => 'contributor'] as $name => $role) {
    $id = wp_insert_user(['user_login' => $name, 'user_pass' => wp_generate_password(), 'user_email' => "$name@example.org", 'role' => $role]);
    $accounts[$name] = WP_Application_Passwords::create_new_application_password($id, ['name' => 'proof'])[0];
}
echo "\n", json_encode($accounts);
