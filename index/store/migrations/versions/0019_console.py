"""The console's users, sessions, throttle and sent forms, and who was signed in where something was decided"""

import sqlalchemy as sa
from alembic import op

revision = '0019'
down_revision = '0018'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'console_user',
        sa.Column('name', sa.String(), nullable=False),
        sa.Column('role', sa.String(), nullable=False),
        sa.Column('password_hash', sa.String(), nullable=False),
        sa.Column('is_initial', sa.Boolean(), nullable=False),
        sa.Column('is_disabled', sa.Boolean(), nullable=False),
        sa.Column('created_at', sa.String(), nullable=False),
        sa.Column('password_at', sa.String(), nullable=False),
        sa.PrimaryKeyConstraint('name', name=op.f('pk_console_user')),
    )
    op.create_table(
        'console_session',
        sa.Column('id', sa.String(), nullable=False),
        sa.Column('token_hash', sa.String(), nullable=False),
        sa.Column('user', sa.String(), nullable=False),
        sa.Column('began_at', sa.String(), nullable=False),
        sa.Column('seen_at', sa.String(), nullable=False),
        sa.Column('confirmed_at', sa.String(), nullable=False),
        sa.ForeignKeyConstraint(['user'], ['console_user.name'], name=op.f('fk_console_session_user_console_user')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_console_session')),
        sa.UniqueConstraint('token_hash', name=op.f('uq_console_session_token_hash')),
    )
    op.create_index(op.f('ix_console_session_user'), 'console_session', ['user'])
    op.create_table(
        'console_throttle',
        sa.Column('key', sa.String(), nullable=False),
        sa.Column('tries', sa.Integer(), nullable=False),
        sa.Column('last_at', sa.String(), nullable=False),
        sa.Column('until', sa.String(), nullable=True),
        sa.PrimaryKeyConstraint('key', name=op.f('pk_console_throttle')),
    )
    op.create_table(
        'console_form',
        sa.Column('id', sa.String(), nullable=False),
        sa.Column('session', sa.String(), nullable=False),
        sa.Column('sent_at', sa.String(), nullable=False),
        sa.Column('answer', sa.String(), nullable=True),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_console_form')),
    )
    op.add_column('audit', sa.Column('console_user', sa.String(), server_default='', nullable=False))
    op.add_column('audit', sa.Column('os_user', sa.String(), server_default='', nullable=False))


def downgrade() -> None:
    op.drop_column('audit', 'os_user')
    op.drop_column('audit', 'console_user')
    op.drop_table('console_form')
    op.drop_table('console_throttle')
    op.drop_index(op.f('ix_console_session_user'), table_name='console_session')
    op.drop_table('console_session')
    op.drop_table('console_user')
